-- The answer to a tip goes when its receipt was typed, on whatever page: a keyed hash of the receipt's open part finds it, which nobody
-- without our keys can tell to belong to a receipt or a case. It goes with the answer.
ALTER TABLE idempotency ADD COLUMN kept_for bytea;
CREATE INDEX idempotency_kept_for ON idempotency (kept_for) WHERE kept_for IS NOT NULL;
