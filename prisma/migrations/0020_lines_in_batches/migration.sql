-- The access journal and the log of sign-ins under digests (decision 16): each line carries a MAC of its own, and every beat counts the
-- lines that came since into a batch, with a digest over them that is sealed. Lines of before get their MAC by an upgrade job, which
-- has the keys.
ALTER TABLE access_journal ADD COLUMN mac bytea, ADD COLUMN batch bigint;
ALTER TABLE sign_ins ADD COLUMN mac bytea, ADD COLUMN batch bigint;
-- The number is given by the database, so no MAC can be over it: without a name of its own a line could be put in a second time.
ALTER TABLE sign_ins ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE sign_ins ALTER COLUMN id DROP DEFAULT;
CREATE UNIQUE INDEX sign_ins_id ON sign_ins (id);
CREATE INDEX access_journal_waiting ON access_journal (id) WHERE batch IS NULL;
CREATE INDEX sign_ins_waiting ON sign_ins (number) WHERE batch IS NULL;

CREATE TABLE line_batches (
  tab text NOT NULL,
  -- The beat that took them in.
  number bigint NOT NULL,
  lines int NOT NULL,
  -- When the last of them was written.
  until timestamptz NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (tab, number)
);
GRANT SELECT, INSERT ON line_batches TO mingcha_app;
REVOKE UPDATE, DELETE, TRUNCATE ON line_batches FROM mingcha_app;
GRANT UPDATE (batch) ON access_journal, sign_ins TO mingcha_app;

-- A line gets its MAC once and its batch once; nothing else of it ever changes.
CREATE FUNCTION refuse_change_of_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.mac IS NOT NULL AND NEW.mac IS DISTINCT FROM OLD.mac) OR (OLD.batch IS NOT NULL AND NEW.batch IS DISTINCT FROM OLD.batch)
     OR to_jsonb(NEW) - '{mac,batch}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{mac,batch}'::text[] THEN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sign_ins_stay BEFORE UPDATE ON sign_ins FOR EACH ROW EXECUTE FUNCTION refuse_change_of_line();
DROP TRIGGER access_journal_stays ON access_journal;
CREATE TRIGGER access_journal_stays BEFORE UPDATE ON access_journal FOR EACH ROW EXECUTE FUNCTION refuse_change_of_line();
CREATE TRIGGER access_journal_keeps BEFORE DELETE OR TRUNCATE ON access_journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_journal();

-- Whose password was right and whose row is not the one that was sealed.
ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_outcome_check;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_outcome_check CHECK (outcome IN ('in', 'wrong', 'held', 'ended', 'differs'));

-- What is old goes by whole batches, so that what stays can still be compared with its digest.
CREATE OR REPLACE FUNCTION forget_sign_ins(before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  since timestamptz := least(before, now() - interval '12 months');
  gone int;
BEGIN
  DELETE FROM sign_ins WHERE (batch IS NULL AND at < since)
    OR batch IN (SELECT number FROM line_batches WHERE tab = 'sign_ins' AND until < since);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
