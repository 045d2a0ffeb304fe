-- reset: a one-time password was given, or the second factor taken away; locked, unlocked: each asked for by one and approved by another.
ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_outcome_check;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_outcome_check
  CHECK (outcome IN ('in', 'wrong', 'held', 'ended', 'differs', 'password', 'half', 'wrong-code', 'recovery', 'expired', 'factor',
    'factor-gone', 'codes', 'reset', 'locked', 'unlocked'));
