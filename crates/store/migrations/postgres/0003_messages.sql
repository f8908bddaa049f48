-- Messages that somebody has to acknowledge.

ALTER TABLE episode_row ADD COLUMN messages_digest BYTEA NOT NULL DEFAULT '';

CREATE TABLE message_row (
    episode_id BYTEA NOT NULL,
    place BIGINT NOT NULL,
    entry_id BYTEA NOT NULL,
    cause TEXT COLLATE "C" NOT NULL,
    to_role TEXT COLLATE "C" NOT NULL,
    covered_by TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    sent_at BIGINT NOT NULL,
    standing TEXT COLLATE "C" NOT NULL,
    acknowledged_at BIGINT,
    acknowledged_by BYTEA,
    next_role TEXT COLLATE "C" NOT NULL,
    next_at BIGINT,
    PRIMARY KEY (episode_id, place)
);

CREATE INDEX message_to ON message_row (standing, to_role);
CREATE INDEX message_covered ON message_row (standing, covered_by);
