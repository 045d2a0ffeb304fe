-- With the key of a case goes what it is found by: a keyed tag of a name still says whether a name that is asked for is the one. The
-- mark that the case was tagged, which stands below zero, stays.
CREATE OR REPLACE FUNCTION destroy_case_key(of uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM events WHERE case_id = of AND name = 'key-destroyed') THEN
    RAISE EXCEPTION 'no act destroyed the key of this case';
  END IF;
  UPDATE cases SET wrapped_key = NULL, accused_tag = NULL,
    search_tags = ARRAY(SELECT tag FROM unnest(search_tags) AS tag WHERE tag < 0)
  WHERE id = of;
END $$;
