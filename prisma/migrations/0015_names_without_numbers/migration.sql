-- What an effect or a task is called tells neither which event it follows from nor how many there are (decision 15).

-- From which event it follows, and from which change of it: until now that stood in the name.
ALTER TABLE effects ADD COLUMN place int;
UPDATE effects SET place = split_part(key, ':', 3)::int;
ALTER TABLE effects ALTER COLUMN place SET NOT NULL;

ALTER TABLE tasks ADD COLUMN event int;
ALTER TABLE tasks ADD COLUMN place int;
-- Of tasks of before, whose own name spells case, event and place: what they are called outside instead. NULL: the name itself.
ALTER TABLE tasks ADD COLUMN outer_id uuid UNIQUE;
UPDATE tasks SET event = split_part(id, ':', 2)::int, place = split_part(id, ':', 3)::int, outer_id = gen_random_uuid();
ALTER TABLE tasks ALTER COLUMN event SET NOT NULL;
ALTER TABLE tasks ALTER COLUMN place SET NOT NULL;
