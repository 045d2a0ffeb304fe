-- What was entered from paper names people who did not type it: it stands in their own work lists until they answer.
ALTER TABLE work DROP CONSTRAINT work_what_check;
ALTER TABLE work ADD CONSTRAINT work_what_check CHECK (what IN ('clock', 'proposal', 'task', 'named'));
