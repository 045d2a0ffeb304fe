-- News is read off what happened and what waits, by whoever may see the case then; kept is only how far somebody has read. What was there
-- before this version is no news to anybody.
CREATE TABLE news_marks (
  staff text PRIMARY KEY REFERENCES staff (id),
  read_to timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE (read_to) ON news_marks TO mingcha_app;
INSERT INTO news_marks (staff, read_to) SELECT id, now() FROM staff;

-- At which times somebody is written to, and where: sealed, and bound to the person. `sent_for`: the last of those moments that was seen to.
CREATE TABLE digests (
  staff text PRIMARY KEY REFERENCES staff (id),
  times text[] NOT NULL,
  address bytea,
  sent_for timestamptz
);
GRANT SELECT, INSERT, UPDATE (times, address, sent_for) ON digests TO mingcha_app;

-- What is news is found without going through all events or all work.
CREATE INDEX work_news ON work (organ, role, person) WHERE what <> 'clock';
CREATE INDEX events_news ON events (recorded_at) WHERE type = 'declined' OR changes @? '$[*].set.officers';
CREATE INDEX events_beside ON events ((actor->>'withOfficer'), recorded_at) WHERE (actor->>'withOfficer') IS NOT NULL;
CREATE INDEX events_for ON events ((actor->>'for'), recorded_at) WHERE (actor->>'for') IS NOT NULL;
