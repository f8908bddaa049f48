-- Tasks stand in the lists beside the duties that packs ask for: a task has a title of its own, and may be one person's.

ALTER TABLE duty_row ADD COLUMN title TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE duty_row ADD COLUMN account_id BYTEA;
