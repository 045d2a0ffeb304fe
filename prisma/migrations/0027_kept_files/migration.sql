-- Files that wait because one beside them was refused make room, the largest first, when there is none for somebody else's.
ALTER TABLE uploads ADD COLUMN kept_at timestamptz;
