-- Truth under seals, and the log over all of it (decision 16).

-- Binds a receipt to its case: a second MAC over lookup, stored MAC and case. Rows of before get theirs once, with the keys.
ALTER TABLE receipts ADD COLUMN binding bytea;

-- One line for every version of everything that is true. `content` is a salted hash of the row, `mac` the keyed digest of the line;
-- `leaf` is its place in the log, given by the next beat.
CREATE TABLE seals (
  tab text NOT NULL,
  key text NOT NULL,
  version int NOT NULL,
  state text NOT NULL,
  salt bytea NOT NULL,
  content bytea NOT NULL,
  mac bytea NOT NULL,
  leaf bigint,
  PRIMARY KEY (tab, key, version)
);
CREATE UNIQUE INDEX seals_leaf ON seals (leaf);
CREATE INDEX seals_waiting ON seals (tab) WHERE leaf IS NULL;

-- The leaves of the log. `filler` opens a leaf that stands for nothing: without it, a leaf has its line in `seals`.
CREATE TABLE log_leaves (
  number bigint PRIMARY KEY,
  hash bytea NOT NULL,
  filler bytea
);

-- What was signed, one line a beat. `frontier` are the roots of the whole subtrees, from which the next one goes on.
CREATE TABLE log_heads (
  size bigint PRIMARY KEY,
  beat bigint NOT NULL,
  frontier bytea NOT NULL,
  note text NOT NULL
);
CREATE UNIQUE INDEX log_heads_beat ON log_heads (beat);

GRANT SELECT, INSERT ON seals, log_leaves, log_heads TO mingcha_app;
GRANT UPDATE (leaf) ON seals TO mingcha_app;

-- The role of the application may add to what is evidence, and neither change nor take away.
REVOKE UPDATE, DELETE, TRUNCATE ON events, receipts, vault, notice_addresses, evidence, evidence_chunks, letters, credit_records,
  authority_acts, register_changes, certificates, relations, organs, units FROM mingcha_app;
REVOKE DELETE, TRUNCATE ON cases, register, staff, grants, authorities, calendars, calendar_publications FROM mingcha_app;
-- Of a case: what is worked out from its events, not what it is. Its key is destroyed by the function below and by nothing else.
DO $$
DECLARE
  given text;
BEGIN
  SELECT string_agg(quote_ident(column_name), ', ') INTO given FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'cases'
      AND column_name NOT IN ('id', 'received_at', 'recorded_at', 'channel', 'genesis', 'wrapped_key');
  REVOKE UPDATE ON cases FROM mingcha_app;
  EXECUTE format('GRANT UPDATE (%s) ON cases TO mingcha_app', given);
  -- Of an entry in the register: how it stands, not which decision it publishes.
  SELECT string_agg(quote_ident(column_name), ', ') INTO given FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'register'
      AND column_name NOT IN ('id', 'case_id', 'proceeding', 'kind', 'is_natural', 'organ', 'published_at');
  REVOKE UPDATE ON register FROM mingcha_app;
  EXECUTE format('GRANT UPDATE (%s) ON register TO mingcha_app', given);
END $$;
-- Posts end; what somebody could do before stays on record.
REVOKE UPDATE ON grants FROM mingcha_app;
GRANT UPDATE (until_day) ON grants TO mingcha_app;

-- The key of a case goes when an event says so, and not before.
CREATE FUNCTION destroy_case_key(of uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM events WHERE case_id = of AND name = 'key-destroyed') THEN
    RAISE EXCEPTION 'no act destroyed the key of this case';
  END IF;
  UPDATE cases SET wrapped_key = NULL WHERE id = of;
END $$;
REVOKE ALL ON FUNCTION destroy_case_key(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION destroy_case_key(uuid) TO mingcha_app;
