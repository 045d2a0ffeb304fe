-- A session is bound with a key to its token, its person and its times (ledger/truth.ts): who has the database alone can turn none to
-- another person and put none in. Those that are open are bound by the upgrade `session-bindings`. The application writes down in an
-- existing one that it was used, and nothing else.
ALTER TABLE sessions ADD COLUMN binding bytea;
REVOKE UPDATE, TRUNCATE ON sessions FROM mingcha_app;
GRANT UPDATE (last_seen) ON sessions TO mingcha_app;
