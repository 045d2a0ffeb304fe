-- Who read what, without what was read. Written in by the application and read; never changed.
CREATE TABLE access_journal (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  -- Member of staff; NULL where a sign-in named nobody of the house.
  reader text,
  -- Where the reader had posts then, and which.
  organs text[] NOT NULL,
  units text[] NOT NULL,
  roles text[] NOT NULL,
  what text NOT NULL,
  case_id uuid,
  -- Keyed hash of the name that was searched for: says whether two searches were for the same, and nothing else.
  tag bytea
);
CREATE INDEX access_journal_order ON access_journal (at DESC, id DESC);
CREATE INDEX access_journal_reader ON access_journal (reader, at DESC);
GRANT SELECT, INSERT ON access_journal TO mingcha_app;

CREATE FUNCTION refuse_change_of_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the access journal is only ever added to';
END $$;
CREATE TRIGGER access_journal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON access_journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_journal();
