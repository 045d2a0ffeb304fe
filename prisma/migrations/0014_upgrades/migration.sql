-- How far each upgrade that needs the keys has come (ledger/upgrade.ts).
CREATE TABLE upgrades (
  name text PRIMARY KEY,
  cursor jsonb,
  done_at timestamptz
);
GRANT SELECT ON upgrades TO mingcha_app;
