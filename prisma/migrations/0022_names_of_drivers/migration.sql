-- Drivers have other names from now on: every one that is there is woken, ends and goes on under its own (workflows/former.ts), and
-- every one that is missing is begun.
INSERT INTO outbox (kind, case_id, proceeding, created_at, attempts, not_before)
SELECT 'nudge', c.id, p.id, now(), 0, c.recorded_at
FROM cases c CROSS JOIN LATERAL (
  SELECT NULL AS id
  UNION ALL SELECT q.id FROM proceedings q WHERE q.case_id = c.id AND q.ended_at IS NULL
  UNION SELECT e.proceeding FROM effects e WHERE e.case_id = c.id AND e.status = 'todo'
  UNION SELECT k.proceeding FROM clocks k WHERE k.case_id = c.id AND k.status <> 'stopped'
) p
WHERE c.open OR EXISTS (SELECT 1 FROM effects e WHERE e.case_id = c.id AND e.status = 'todo')
  OR EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.status <> 'stopped');
