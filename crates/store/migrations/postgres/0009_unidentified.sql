-- People who cannot be named, living or dead, and who of the missing they could be.

CREATE TABLE unidentified_row (
    unidentified_id BYTEA PRIMARY KEY NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    sex TEXT COLLATE "C" NOT NULL,
    found_at BIGINT NOT NULL,
    found_where TEXT COLLATE "C" NOT NULL,
    external_reference TEXT COLLATE "C" NOT NULL,
    standing TEXT COLLATE "C" NOT NULL,
    refer_by BIGINT,
    open_candidates BIGINT NOT NULL,
    unanswered_notices BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    recorded_by BYTEA NOT NULL,
    granted_to BYTEA NOT NULL,
    next_change_at BIGINT
);

CREATE INDEX unidentified_by_finding ON unidentified_row (found_at, unidentified_id);
CREATE INDEX unidentified_by_clock ON unidentified_row (next_change_at);
CREATE INDEX unidentified_by_reference ON unidentified_row (external_reference, recorded_by);

CREATE TABLE unidentified_grant (
    unidentified_id BYTEA NOT NULL,
    agency_id BYTEA NOT NULL,
    PRIMARY KEY (unidentified_id, agency_id)
);

CREATE TABLE unidentified_candidate (
    unidentified_id BYTEA NOT NULL,
    person_id BYTEA NOT NULL,
    episode_id BYTEA,
    standing TEXT COLLATE "C" NOT NULL,
    weight_hundredths BIGINT,
    missing_facts TEXT COLLATE "C" NOT NULL,
    found_facts TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (unidentified_id, person_id)
);

CREATE INDEX unidentified_candidate_of_person ON unidentified_candidate (person_id);

-- The time missing in which somebody is looked for, or was not found when the search was closed.
ALTER TABLE person_row ADD COLUMN sought_in BYTEA;
