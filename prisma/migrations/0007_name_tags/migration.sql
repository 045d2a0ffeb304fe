-- What a case is found by besides its number: keyed tags of the pairs of characters of the accused's name, cut so short that many
-- pairs share one, and keyed tags of whole document numbers. None at all: a case of before, not tagged yet (job `name-tags`).
ALTER TABLE cases ADD COLUMN search_tags bigint[] NOT NULL DEFAULT '{}';
CREATE INDEX cases_search_tags ON cases USING gin (search_tags);
