-- What an authority said of itself when it was set up: area, telephone, address, hours, public address, and when that was. It is part of
-- the beginning of its journal, like the limits given then; authorities of before have none, and theirs is what it was.
ALTER TABLE authorities ADD COLUMN about jsonb;

-- A password that somebody else knows opens the house for one thing: to set another.
ALTER TABLE staff ADD COLUMN password_once boolean;

-- password: its owner set another one.
ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_outcome_check;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_outcome_check
  CHECK (outcome IN ('in', 'wrong', 'held', 'ended', 'differs', 'password'));
