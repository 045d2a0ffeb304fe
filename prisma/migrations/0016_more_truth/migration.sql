-- What came of an effect and who saw to a task is under seals from now on (decision 16); what they are, nobody changes.
REVOKE UPDATE, DELETE, TRUNCATE ON effects, tasks FROM mingcha_app;
GRANT UPDATE (status, attempts, done_at, result) ON effects TO mingcha_app;
GRANT UPDATE (closed_at, done_by, done_at) ON tasks TO mingcha_app;
REVOKE UPDATE (listed_at, accused_tag) ON cases FROM mingcha_app;
