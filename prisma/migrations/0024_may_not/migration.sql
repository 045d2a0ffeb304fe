-- A session that was ended stays, so that its row cannot be put in again: the application ends it once, and takes none away. What is over
-- goes by a function, a day after its own end by the database's clock, when its token can open nothing any more.
ALTER TABLE sessions ADD COLUMN ended_at timestamptz;
REVOKE DELETE ON sessions FROM mingcha_app;
GRANT UPDATE (ended_at) ON sessions TO mingcha_app;

CREATE FUNCTION refuse_reopened_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN
    RAISE EXCEPTION 'a session that was ended stays so';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sessions_stay_ended BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION refuse_reopened_session();

CREATE FUNCTION forget_sessions(before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  gone int;
BEGIN
  DELETE FROM sessions WHERE expires_at < least(before, now() - interval '1 day');
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION forget_sessions(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_sessions(timestamptz) TO mingcha_app;

-- Which migrations were applied is for who owns the schema to write.
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM mingcha_app;
  END IF;
END $$;
