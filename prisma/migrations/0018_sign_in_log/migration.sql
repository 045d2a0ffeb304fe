-- The log of sign-ins is kept for twelve months (house rule: domain/law/house.ts). The application adds lines and changes none; the
-- old ones go by this function alone, and what is younger by the database's own clock stays, whatever is asked.
CREATE INDEX sign_ins_at ON sign_ins (at);
CREATE FUNCTION forget_sign_ins(before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  gone int;
BEGIN
  DELETE FROM sign_ins WHERE at < least(before, now() - interval '12 months');
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION forget_sign_ins(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_sign_ins(timestamptz) TO mingcha_app;
