-- What changes in an organ is an act of the authority: asked for by one, approved by another (decision 24). `request` is its number in the
-- journal of the organ; rows of before and of a set-up have none.
ALTER TABLE units ADD COLUMN until_day date, ADD COLUMN request int;
ALTER TABLE staff ADD COLUMN until_day date;
ALTER TABLE grants ADD COLUMN request int;
ALTER TABLE certificates ADD COLUMN checked_on date, ADD COLUMN organ text REFERENCES organs (id), ADD COLUMN request int;
ALTER TABLE relations ADD COLUMN until_day date, ADD COLUMN organ text REFERENCES organs (id), ADD COLUMN request int;

-- Who stands in for a colleague on leave; what it gives is worked out from their posts.
CREATE TABLE deputies (
  id text PRIMARY KEY,
  organ text NOT NULL REFERENCES organs (id),
  person text NOT NULL REFERENCES staff (id),
  deputy text NOT NULL REFERENCES staff (id),
  from_day date NOT NULL,
  until_day date NOT NULL,
  request int NOT NULL
);
CREATE TRIGGER deputies_changed AFTER INSERT OR UPDATE OR DELETE ON deputies EXECUTE FUNCTION house_changed();

GRANT SELECT, INSERT, UPDATE (until_day) ON deputies TO mingcha_app;
-- What was so stays on record; its end, and what a unit is called and where it stands, is written.
GRANT UPDATE (name, parent, until_day) ON units TO mingcha_app;
GRANT UPDATE (until_day, checked_on) ON certificates TO mingcha_app;
GRANT UPDATE (until_day, organ, request) ON relations TO mingcha_app;

-- left: the account of somebody who left was shut.
ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_outcome_check;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_outcome_check
  CHECK (outcome IN ('in', 'wrong', 'held', 'ended', 'differs', 'password', 'half', 'wrong-code', 'recovery', 'expired', 'factor',
    'factor-gone', 'codes', 'reset', 'locked', 'unlocked', 'left'));
