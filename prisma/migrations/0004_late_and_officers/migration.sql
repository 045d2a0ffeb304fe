-- The deadline board of an officer with thousands of cases, and the search for what is overdue among very many that are not.
CREATE INDEX clocks_open ON clocks (case_id, expires_at, id) INCLUDE (heads_see)
  WHERE status = 'open' AND expires_at IS NOT NULL;
CREATE INDEX work_late ON work (due_at) WHERE what = 'clock';
