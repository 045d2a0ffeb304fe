-- Units that a unit stood beneath before it was moved, a list of ids; null where it stands where it always did. Who sat above it stays outside
-- a case against it.
ALTER TABLE units ADD COLUMN formerly jsonb;
GRANT UPDATE (formerly) ON units TO mingcha_app;
