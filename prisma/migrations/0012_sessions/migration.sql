-- Sessions have a life of their own: a name that can be shown, and when they were last used. One that is open now goes on.
ALTER TABLE sessions
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN last_seen timestamptz;
UPDATE sessions SET last_seen = greatest(created_at, now());
ALTER TABLE sessions ALTER COLUMN last_seen SET NOT NULL, ALTER COLUMN id DROP DEFAULT;
CREATE UNIQUE INDEX sessions_id ON sessions (id);
CREATE INDEX sessions_staff ON sessions (staff, created_at DESC);

-- Who tried to sign in, and what came of it; no address of a caller. A name that is nobody's is not kept (people type passwords
-- there), only a keyed tag by which the same one is known again.
CREATE TABLE sign_ins (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  login text,
  staff text REFERENCES staff (id),
  tag bytea,
  -- in: signed in; wrong: name or password; held: not let try, at most one a minute; ended: a session was ended from elsewhere
  outcome text NOT NULL CHECK (outcome IN ('in', 'wrong', 'held', 'ended')),
  -- Who ended the session.
  by text REFERENCES staff (id)
);
CREATE INDEX sign_ins_staff ON sign_ins (staff, number DESC);

-- From when on the next try is let through, for each name that was tried (as a keyed hash) and for all together; by the database's own
-- clock, so that several processes count together.
CREATE TABLE sign_in_gates (
  key bytea PRIMARY KEY,
  tries int NOT NULL,
  free_at timestamptz NOT NULL,
  held_at timestamptz
);

GRANT SELECT, INSERT ON sign_ins TO mingcha_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_gates TO mingcha_app;
