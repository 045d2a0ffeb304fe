-- Every time is given by the ledger from its one clock: no column has a default that asks the server for the time.
-- No column holds a citizen's address on the network, browser or referrer.

-- The house ---------------------------------------------------------------------------------------------------------

CREATE TABLE organs (
  id text PRIMARY KEY,
  name jsonb NOT NULL,
  superior text REFERENCES organs (id),
  region text
);

CREATE TABLE units (
  id text PRIMARY KEY,
  organ text NOT NULL REFERENCES organs (id),
  name jsonb NOT NULL,
  parent text REFERENCES units (id)
);

CREATE TABLE staff (
  id text PRIMARY KEY,
  login text NOT NULL UNIQUE,
  name jsonb NOT NULL,
  password_hash text NOT NULL,
  active boolean NOT NULL
);

CREATE TABLE grants (
  id text PRIMARY KEY,
  staff text NOT NULL REFERENCES staff (id),
  organ text NOT NULL REFERENCES organs (id),
  unit text NOT NULL REFERENCES units (id),
  post jsonb NOT NULL,
  roles text[] NOT NULL,
  from_day date NOT NULL,
  until_day date,
  approver text NOT NULL
);
CREATE INDEX grants_staff ON grants (staff);

CREATE TABLE certificates (
  number text PRIMARY KEY,
  staff text NOT NULL REFERENCES staff (id),
  from_day date NOT NULL,
  until_day date NOT NULL
);
CREATE INDEX certificates_staff ON certificates (staff);

-- Declared relatives among staff or units (design 7).
CREATE TABLE relations (
  staff text NOT NULL REFERENCES staff (id),
  related text NOT NULL,
  PRIMARY KEY (staff, related)
);

CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  staff text NOT NULL REFERENCES staff (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE authorities (
  organ text PRIMARY KEY REFERENCES organs (id),
  house_limits jsonb NOT NULL,
  hearing_threshold jsonb
);

-- A row of the catalogue below `text` that the authority's lawyer has confirmed, with citation and name.
CREATE TABLE confirmations (
  organ text NOT NULL REFERENCES organs (id),
  deadline text NOT NULL,
  citation text NOT NULL,
  confirmed_by text NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (organ, deadline)
);

-- Published notices on days off, as data.
CREATE TABLE calendars (
  year int PRIMARY KEY,
  notice text NOT NULL,
  published date NOT NULL,
  data jsonb NOT NULL,
  entered_by text,
  entered_at timestamptz NOT NULL
);

-- Counts every change of the tables above, so that a process knows when what it remembers of them is old.
CREATE TABLE house_version (
  one boolean PRIMARY KEY CHECK (one),
  version bigint NOT NULL
);
INSERT INTO house_version VALUES (true, 1);

CREATE FUNCTION house_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE house_version SET version = version + 1;
  RETURN NULL;
END $$;

CREATE TRIGGER organs_changed AFTER INSERT OR UPDATE OR DELETE ON organs EXECUTE FUNCTION house_changed();
CREATE TRIGGER units_changed AFTER INSERT OR UPDATE OR DELETE ON units EXECUTE FUNCTION house_changed();
CREATE TRIGGER staff_changed AFTER INSERT OR UPDATE OR DELETE ON staff EXECUTE FUNCTION house_changed();
CREATE TRIGGER grants_changed AFTER INSERT OR UPDATE OR DELETE ON grants EXECUTE FUNCTION house_changed();
CREATE TRIGGER certificates_changed AFTER INSERT OR UPDATE OR DELETE ON certificates EXECUTE FUNCTION house_changed();
CREATE TRIGGER relations_changed AFTER INSERT OR UPDATE OR DELETE ON relations EXECUTE FUNCTION house_changed();
CREATE TRIGGER authorities_changed AFTER INSERT OR UPDATE OR DELETE ON authorities EXECUTE FUNCTION house_changed();
CREATE TRIGGER confirmations_changed AFTER INSERT OR UPDATE OR DELETE ON confirmations EXECUTE FUNCTION house_changed();
CREATE TRIGGER calendars_changed AFTER INSERT OR UPDATE OR DELETE ON calendars EXECUTE FUNCTION house_changed();

-- What is true ------------------------------------------------------------------------------------------------------

CREATE SEQUENCE case_numbers INCREMENT BY 32;

CREATE TABLE cases (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  organ text NOT NULL,
  received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  channel text NOT NULL,
  -- The case before its first event; the chain of hashes begins with it.
  genesis json NOT NULL,
  -- The fold of the events. Not jsonb: its proceedings and clocks keep the order of events.
  state json NOT NULL,
  version int NOT NULL,
  head bytea NOT NULL,
  -- The case's data key, wrapped. NULL once destroyed at the end of retention; the chain stays whole.
  wrapped_key bytea,
  -- Copies of the state by which access is decided in SQL (people/may.ts).
  accused_linked boolean NOT NULL,
  accused_units text[] NOT NULL,
  accused_heads text[] NOT NULL,
  accused_persons text[] NOT NULL,
  officers text[] NOT NULL,
  recused text[] NOT NULL,
  kinds text[] NOT NULL,
  fund text NOT NULL,
  -- Some proceeding has not ended.
  open boolean NOT NULL,
  -- Keyed hash of the accused's whole name: finds tips against the same, says nothing else.
  accused_tag bytea
);
CREATE INDEX cases_number ON cases (number text_pattern_ops);
CREATE INDEX cases_accused ON cases (accused_tag);
CREATE INDEX cases_fund ON cases (organ, fund, received_at DESC, id);

CREATE TABLE events (
  case_id uuid NOT NULL,
  number int NOT NULL,
  type text NOT NULL,
  proceeding text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  occurred_at timestamptz NOT NULL,
  occurred_on date,
  recorded_at timestamptz NOT NULL,
  actor jsonb NOT NULL,
  from_state text,
  to_state text NOT NULL,
  basis text NOT NULL,
  -- Numbers, dates, choices, ids. Never words that somebody told us.
  facts jsonb NOT NULL,
  document jsonb,
  paper jsonb,
  changes jsonb NOT NULL,
  cause int,
  -- The words of the form under the case's key, bound to case and number.
  sealed bytea,
  prev bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (case_id, number)
);

CREATE FUNCTION events_are_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_are_for_ever();
CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events EXECUTE FUNCTION events_are_for_ever();

-- What there is to do -----------------------------------------------------------------------------------------------

-- Key: case, number of the event, place in it.
CREATE TABLE effects (
  key text PRIMARY KEY,
  case_id uuid NOT NULL,
  event int NOT NULL,
  proceeding text NOT NULL,
  kind text NOT NULL,
  addressee text NOT NULL,
  data jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('todo', 'done', 'given-up')),
  attempts int NOT NULL,
  created_at timestamptz NOT NULL,
  done_at timestamptz,
  result jsonb
);
CREATE INDEX effects_case ON effects (case_id, proceeding, event) ;
CREATE INDEX effects_todo ON effects (created_at) WHERE status = 'todo';

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('start', 'nudge')),
  case_id uuid NOT NULL,
  -- NULL: the driver of the case itself.
  proceeding text,
  created_at timestamptz NOT NULL,
  attempts int NOT NULL,
  not_before timestamptz NOT NULL
);
CREATE INDEX outbox_due ON outbox (not_before, id);

-- One row per key of a person and a case. `answer`: of a tip, sealed under the key itself, for a day; of an act, its events.
CREATE TABLE idempotency (
  key_hash bytea PRIMARY KEY,
  body_hash bytea NOT NULL,
  sealed_answer bytea,
  case_id uuid,
  first_event int,
  last_event int,
  created_at timestamptz NOT NULL
);
CREATE INDEX idempotency_answers ON idempotency (created_at) WHERE sealed_answer IS NOT NULL;

-- What must not leak ------------------------------------------------------------------------------------------------

CREATE TABLE receipts (
  lookup text PRIMARY KEY,
  salt bytea NOT NULL,
  mac bytea NOT NULL,
  case_id uuid NOT NULL
);
CREATE INDEX receipts_case ON receipts (case_id);

-- Who told it, under the vault's key.
CREATE TABLE vault (
  case_id uuid PRIMARY KEY,
  sealed bytea NOT NULL
);

-- Where news may be sent, under the notice key that only the mail activity needs.
CREATE TABLE notice_addresses (
  case_id uuid PRIMARY KEY,
  sealed bytea NOT NULL
);

-- Originals. The event that took one in carries the hash of its sealed bytes, so that the chain covers it.
CREATE TABLE evidence (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  event int NOT NULL,
  source text NOT NULL,
  added_at timestamptz NOT NULL,
  size bigint NOT NULL,
  -- Name, type and SHA-256 of the original.
  sealed_about bytea NOT NULL,
  sealed_sha256 bytea NOT NULL
);
CREATE INDEX evidence_case ON evidence (case_id);

CREATE TABLE evidence_chunks (
  evidence uuid NOT NULL,
  number int NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (evidence, number)
);
ALTER TABLE evidence_chunks ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- What was done to the world ----------------------------------------------------------------------------------------

CREATE TABLE letters (
  effect text PRIMARY KEY,
  case_id uuid NOT NULL,
  proceeding text NOT NULL,
  addressee text NOT NULL,
  template text NOT NULL,
  placed_at timestamptz NOT NULL
);
CREATE INDEX letters_case ON letters (case_id, placed_at);

CREATE TABLE register (
  id text PRIMARY KEY,
  case_id uuid NOT NULL,
  proceeding text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('penalty', 'listing')),
  status text NOT NULL CHECK (status IN ('published', 'withdrawn', 'expired', 'repaired')),
  name text,
  -- `listing` of a natural person is never here (SH-CR; design 10).
  is_natural boolean NOT NULL,
  organ text NOT NULL,
  content jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  until_day date,
  version int NOT NULL,
  CHECK (NOT (kind = 'listing' AND is_natural))
);
CREATE INDEX register_order ON register (published_at DESC, id);
CREATE INDEX register_proceeding ON register (case_id, proceeding);

-- Effects that have been applied to the register: a second time does nothing.
CREATE TABLE register_changes (
  effect text PRIMARY KEY,
  entry text NOT NULL,
  applied_at timestamptz NOT NULL
);

CREATE TABLE credit_records (
  effect text PRIMARY KEY,
  case_id uuid NOT NULL,
  proceeding text NOT NULL,
  kind text NOT NULL,
  platform text NOT NULL,
  reference text NOT NULL,
  data jsonb NOT NULL,
  delivered_at timestamptz NOT NULL
);

-- For reading -------------------------------------------------------------------------------------------------------
-- Everything below can be made again from the events (bin/rebuild), save who has seen to a task.

CREATE TABLE proceedings (
  case_id uuid NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  flags text[] NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  touched_at timestamptz NOT NULL,
  linked text,
  -- The accused is linked to a unit or to none: from then on heads see the case.
  heads_see boolean NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (case_id, id)
);
CREATE INDEX proceedings_state ON proceedings (kind, state, received_at DESC, case_id);
CREATE INDEX proceedings_state_heads ON proceedings (kind, state, received_at DESC, case_id) WHERE heads_see;
CREATE INDEX proceedings_kind ON proceedings (kind, received_at DESC, case_id);

-- A date here is a projection of the clock's budget, with the calendars it was made from.
CREATE TABLE clocks (
  case_id uuid NOT NULL,
  id text NOT NULL,
  proceeding text NOT NULL,
  deadline text NOT NULL,
  part int NOT NULL,
  kind text NOT NULL,
  confidence text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'paused', 'stopped')),
  started_at timestamptz NOT NULL,
  due text,
  alarm date,
  expires_at timestamptz,
  provisional boolean NOT NULL,
  calendars text[] NOT NULL,
  outcome text,
  outcome_at timestamptz,
  stopped_at timestamptz,
  stopped_why text,
  -- The accused is linked to a unit or to none: from then on heads see the case.
  heads_see boolean NOT NULL,
  organ text NOT NULL,
  PRIMARY KEY (case_id, id)
);
CREATE INDEX clocks_board_heads ON clocks (organ, expires_at, case_id, id)
  WHERE status = 'open' AND expires_at IS NOT NULL AND heads_see;
CREATE INDEX clocks_board ON clocks (organ, expires_at, case_id, id) WHERE status = 'open' AND expires_at IS NOT NULL;

CREATE TABLE tasks (
  id text PRIMARY KEY,
  case_id uuid NOT NULL,
  proceeding text NOT NULL,
  -- The clock whose rung or expiry made it; its stop closes the task.
  clock text,
  organ text NOT NULL,
  role text NOT NULL,
  text jsonb NOT NULL,
  basis text NOT NULL,
  since timestamptz NOT NULL,
  closed_at timestamptz,
  done_by text,
  done_at timestamptz
);
CREATE INDEX tasks_case ON tasks (case_id, since);

-- What waits for whom. `person` is given where the role is a person's own (officers), else ''.
CREATE TABLE work (
  case_id uuid NOT NULL,
  item text NOT NULL,
  organ text NOT NULL,
  role text NOT NULL,
  person text NOT NULL,
  what text NOT NULL CHECK (what IN ('clock', 'proposal', 'task')),
  proceeding text NOT NULL,
  -- Clock, proposed act or task that it is about.
  about text NOT NULL,
  due_at timestamptz NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (case_id, item, organ, role, person)
);
CREATE INDEX work_queue ON work (organ, role, person, due_at, case_id, item);

-- Who sees a case by post or as its officer, before anyone is shut out (people/may.ts canSee).
CREATE TABLE case_access (
  case_id uuid NOT NULL,
  organ text NOT NULL,
  role text NOT NULL,
  person text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (case_id, organ, role, person)
);
CREATE INDEX case_access_list ON case_access (organ, role, person, received_at DESC, case_id);

-- The role of the application ---------------------------------------------------------------------------------------

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'mingcha_app') THEN
    CREATE ROLE mingcha_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$;

DO $$
BEGIN
  EXECUTE format('GRANT mingcha_app TO %I', current_user);
EXCEPTION WHEN OTHERS THEN
  -- Two databases of one server brought up at once may grant it at the same moment; once is enough.
  IF NOT pg_has_role(current_user, 'mingcha_app', 'MEMBER') THEN RAISE; END IF;
END $$;

GRANT USAGE ON SCHEMA public TO mingcha_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO mingcha_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO mingcha_app;
REVOKE UPDATE, DELETE, TRUNCATE ON events FROM mingcha_app;
REVOKE DELETE ON cases FROM mingcha_app;
REVOKE UPDATE, DELETE ON vault, evidence, evidence_chunks FROM mingcha_app;
REVOKE INSERT, UPDATE, DELETE ON house_version FROM mingcha_app;
