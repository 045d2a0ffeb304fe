-- A second factor: who has one is named in the sealed row of the person, so that taking its row away does not take the factor away.
ALTER TABLE staff ADD COLUMN factor uuid;

-- The secret is sealed with a key of the house, the recovery codes are keyed hashes of those that are left. `step` is that of the last code
-- that was taken: no code is taken twice. One that is gone keeps its row, without the secret.
CREATE TABLE second_factors (
  id uuid PRIMARY KEY,
  staff text NOT NULL REFERENCES staff (id),
  secret bytea NOT NULL,
  since timestamptz NOT NULL,
  step bigint NOT NULL,
  recovery text[] NOT NULL,
  gone_at timestamptz
);
GRANT SELECT, INSERT, UPDATE (secret, step, recovery, gone_at) ON second_factors TO mingcha_app;

-- A password that somebody else knows ends. Those of before, which only a set-up can have given, end by its moment.
ALTER TABLE staff ADD COLUMN password_until timestamptz;

-- Between password and code: opens nothing but the second step.
ALTER TABLE sessions ADD COLUMN half boolean;

-- half: the password was right, a code is awaited; wrong-code; recovery: signed in with a recovery code; expired: a one-time password that
-- had ended; factor, factor-gone, codes: the second factor was set or renewed, taken away, its recovery codes were made anew.
ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_outcome_check;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_outcome_check
  CHECK (outcome IN ('in', 'wrong', 'held', 'ended', 'differs', 'password', 'half', 'wrong-code', 'recovery', 'expired', 'factor',
    'factor-gone', 'codes'));
