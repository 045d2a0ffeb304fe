-- Numbers, ids and the order of lists tell neither how many cases there are, nor in which order nor when they came.

-- The number of before: cases opened from now on have none.
ALTER TABLE cases ADD COLUMN former_number text UNIQUE;
-- Of cases and originals whose own id holds the millisecond in which it was made: what they are called outside instead. NULL: the
-- id itself, which is random. UUID version 8, so that it is known from the id alone that it stands for another one.
ALTER TABLE cases ADD COLUMN outer_id uuid UNIQUE;
ALTER TABLE evidence ADD COLUMN outer_id uuid UNIQUE;
-- Where a case stands in lists: the day of its receipt, and within that day a moment drawn by chance.
ALTER TABLE cases ADD COLUMN listed_at timestamptz;
ALTER TABLE case_access RENAME COLUMN received_at TO listed_at;
ALTER TABLE proceedings RENAME COLUMN received_at TO listed_at;

-- Drawn with the generator that makes UUIDs, which is strong; two of its digits are fixed and left out.
CREATE FUNCTION drawn_character(alphabet text, size int) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT substr(alphabet, 1 + ('x' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 6))::bit(24)::int % size, 1)
$$;

DO $$
DECLARE
  alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  one record;
  body text;
  total int;
BEGIN
  FOR one IN SELECT c.id, c.number, coalesce(a.region, '') AS region FROM cases c LEFT JOIN organs a ON a.id = c.organ LOOP
    LOOP
      body := CASE one.region WHEN 'hebei' THEN '13' WHEN 'inner-mongolia' THEN '15' WHEN 'shanghai' THEN '31'
        WHEN 'zhejiang' THEN '33' WHEN 'hunan' THEN '43' WHEN 'yunnan' THEN '53' ELSE '00' END;
      FOR i IN 1..6 LOOP body := body || drawn_character(alphabet, 32); END LOOP;
      total := 0;
      FOR i IN 1..length(body) LOOP total := total + i * (strpos(alphabet, substr(body, i, 1)) - 1); END LOOP;
      body := body || substr(alphabet, 1 + total % 31, 1);
      BEGIN
        UPDATE cases SET number = body, former_number = one.number,
          outer_id = overlay(gen_random_uuid()::text PLACING '8' FROM 15 FOR 1)::uuid WHERE id = one.id;
        EXIT;
      EXCEPTION WHEN unique_violation THEN NULL;
      END;
    END LOOP;
  END LOOP;
END $$;
DROP FUNCTION drawn_character;

UPDATE evidence SET outer_id = overlay(gen_random_uuid()::text PLACING '8' FROM 15 FOR 1)::uuid;

UPDATE cases SET listed_at = date_trunc('day', received_at AT TIME ZONE INTERVAL '+08:00') AT TIME ZONE INTERVAL '+08:00'
  + floor(random() * 86400000) * INTERVAL '1 millisecond';
ALTER TABLE cases ALTER COLUMN listed_at SET NOT NULL;
UPDATE case_access a SET listed_at = c.listed_at FROM cases c WHERE c.id = a.case_id;
UPDATE proceedings p SET listed_at = c.listed_at FROM cases c WHERE c.id = p.case_id;
DROP INDEX cases_fund;
CREATE INDEX cases_fund ON cases (organ, fund, listed_at DESC, id);
CREATE INDEX cases_former_number ON cases (replace(former_number, '-', '') text_pattern_ops);

-- A task waits since the day on which it came up.
UPDATE work SET due_at = date_trunc('day', due_at AT TIME ZONE INTERVAL '+08:00') AT TIME ZONE INTERVAL '+08:00'
  WHERE what = 'task' AND due_at <> 'infinity';

DROP SEQUENCE case_numbers;

-- Drivers have other ids from now on: each case that is not over gets one, and those of before end themselves (activities/own.ts).
INSERT INTO outbox (kind, case_id, proceeding, created_at, attempts, not_before)
SELECT 'nudge', c.id, NULL, now(), 0, c.recorded_at FROM cases c
WHERE c.open OR EXISTS (SELECT 1 FROM effects e WHERE e.case_id = c.id AND e.status = 'todo')
  OR EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.status <> 'stopped');
