-- Originals are sealed piece by piece while they arrive, under a key of their own, before it is known to which case they belong. Until
-- an act takes one in it has a row here; a row that nobody took in within the hour goes with its pieces.
CREATE TABLE uploads (
  -- The id that the original has as evidence.
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  -- Of the sealed pieces so far.
  bytes bigint NOT NULL
);
CREATE INDEX uploads_age ON uploads (created_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON uploads TO mingcha_app;

-- Throws uploads away that no act has taken in. The application may not delete pieces; this is the one exception, and it cannot
-- reach what is evidence. Whoever deletes the row of an upload first has it: an act that takes it in, or this.
CREATE FUNCTION drop_uploads(which uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone uuid[];
BEGIN
  WITH d AS (DELETE FROM uploads WHERE id = ANY (which) RETURNING id) SELECT array_agg(id) INTO gone FROM d;
  DELETE FROM evidence_chunks c
   WHERE c.evidence = ANY (gone) AND NOT EXISTS (SELECT FROM evidence e WHERE e.id = c.evidence);
END $$;
REVOKE ALL ON FUNCTION drop_uploads(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_uploads(uuid[]) TO mingcha_app;
