-- The state of a case, which decisions are made on, carries a MAC over its text: what somebody writes into it who has not our keys is
-- read by nobody. Cases of before get theirs by an upgrade job, which has the keys; until then they wait.
ALTER TABLE cases ADD COLUMN state_mac bytea;
GRANT UPDATE (state_mac) ON cases TO mingcha_app;

-- With the key of a case go who told it and where news were sent: they lie under keys of the house.
CREATE OR REPLACE FUNCTION destroy_case_key(of uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM events WHERE case_id = of AND name = 'key-destroyed') THEN
    RAISE EXCEPTION 'no act destroyed the key of this case';
  END IF;
  UPDATE cases SET wrapped_key = NULL, accused_tag = NULL,
    search_tags = ARRAY(SELECT tag FROM unnest(search_tags) AS tag WHERE tag < 0)
  WHERE id = of;
  DELETE FROM vault WHERE case_id = of;
  DELETE FROM notice_addresses WHERE case_id = of;
END $$;
