-- What an authority settles for itself: its lawyer's confirmations of rows of the catalogue, its house limits, the amounts from
-- which a hearing is offered. Kept for ever, each act chained to the one before; what is in force follows from the acts.

CREATE TABLE authority_acts (
  organ text NOT NULL REFERENCES authorities (organ),
  number int NOT NULL,
  act text NOT NULL,
  -- Everything the act says: row, edition, citation, value, day, reason.
  facts jsonb NOT NULL,
  actor jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  prev bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (organ, number)
);

CREATE FUNCTION authority_acts_are_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'acts of an authority are never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER authority_acts_no_change BEFORE UPDATE OR DELETE ON authority_acts
  FOR EACH ROW EXECUTE FUNCTION authority_acts_are_for_ever();
CREATE TRIGGER authority_acts_no_truncate BEFORE TRUNCATE ON authority_acts
  EXECUTE FUNCTION authority_acts_are_for_ever();
CREATE TRIGGER authority_acts_changed AFTER INSERT ON authority_acts EXECUTE FUNCTION house_changed();

-- How many acts there are and the last hash, so that an act cut off at the end is missed. What was settled at set-up stays in
-- house_limits and hearing_threshold; the chain begins with it.
ALTER TABLE authorities ADD COLUMN acts int NOT NULL DEFAULT 0, ADD COLUMN head bytea;

-- Nothing was ever written here: there was no act that could.
DROP TABLE confirmations;

GRANT SELECT, INSERT ON authority_acts TO mingcha_app;
REVOKE UPDATE, DELETE, TRUNCATE ON authority_acts FROM mingcha_app;
