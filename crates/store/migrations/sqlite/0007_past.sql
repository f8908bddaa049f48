-- A case or a record can be read as it was known at an earlier moment; the log says at which.
ALTER TABLE read_log ADD COLUMN known_at INTEGER;
