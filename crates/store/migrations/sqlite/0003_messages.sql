-- Messages that somebody has to acknowledge.

ALTER TABLE episode_row ADD COLUMN messages_digest BLOB NOT NULL DEFAULT x'';

CREATE TABLE message_row (
    episode_id BLOB NOT NULL,
    place INTEGER NOT NULL,
    entry_id BLOB NOT NULL,
    cause TEXT NOT NULL,
    to_role TEXT NOT NULL,
    covered_by TEXT NOT NULL,
    message TEXT NOT NULL,
    subject TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    standing TEXT NOT NULL,
    acknowledged_at INTEGER,
    acknowledged_by BLOB,
    next_role TEXT NOT NULL,
    next_at INTEGER,
    PRIMARY KEY (episode_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_to ON message_row (standing, to_role);
CREATE INDEX message_covered ON message_row (standing, covered_by);
