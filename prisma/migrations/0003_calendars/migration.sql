-- The publications of calendars, one after the other. What a publication took the place of is kept, so that every case can be
-- counted under the calendars that were in force for it, however long its counting takes and however often it is cut off.
CREATE TABLE calendar_publications (
  number int PRIMARY KEY,
  year int NOT NULL,
  notice text NOT NULL,
  published date NOT NULL,
  data jsonb NOT NULL,
  -- The calendar of this year that was in force before; NULL for a year of which none was known.
  replaced jsonb,
  entered_by text NOT NULL,
  entered_at timestamptz NOT NULL,
  -- Cases with dates that ran when it was published, and those still to be counted.
  cases int NOT NULL,
  cases_left int NOT NULL,
  done_at timestamptz
);

-- Number of the publication under which the dates of a case were counted last. No trigger counts house_version for it.
ALTER TABLE cases ADD COLUMN counted int NOT NULL DEFAULT 0;

-- How many dates a publication moved.
CREATE INDEX events_moved ON events (((facts->>'publication')::int)) WHERE type = 'moved';

GRANT SELECT, INSERT, UPDATE ON calendar_publications TO mingcha_app;
