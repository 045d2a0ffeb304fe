-- Requests to learn who told stand in the state of their case; the custodian and the approving heads find them across cases.
CREATE INDEX cases_identity ON cases (organ) WHERE (state->'identity') IS NOT NULL;
