-- What a unit or a person was called before, a list of names; null where they were never called otherwise. A tip that names them as they were
-- called then is about them all the same.
ALTER TABLE units ADD COLUMN former_names jsonb;
ALTER TABLE staff ADD COLUMN former_names jsonb;
GRANT UPDATE (former_names) ON units TO mingcha_app;
