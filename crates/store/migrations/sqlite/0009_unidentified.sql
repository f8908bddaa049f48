-- People who cannot be named, living or dead, and who of the missing they could be.

CREATE TABLE unidentified_row (
    unidentified_id BLOB PRIMARY KEY NOT NULL,
    reference TEXT NOT NULL,
    kind TEXT NOT NULL,
    sex TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    found_where TEXT NOT NULL,
    external_reference TEXT NOT NULL,
    standing TEXT NOT NULL,
    refer_by INTEGER,
    open_candidates INTEGER NOT NULL,
    unanswered_notices INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    recorded_by BLOB NOT NULL,
    granted_to BLOB NOT NULL,
    next_change_at INTEGER
) STRICT;

CREATE INDEX unidentified_by_finding ON unidentified_row (found_at, unidentified_id);
CREATE INDEX unidentified_by_clock ON unidentified_row (next_change_at);
CREATE INDEX unidentified_by_reference ON unidentified_row (external_reference, recorded_by);

CREATE TABLE unidentified_grant (
    unidentified_id BLOB NOT NULL,
    agency_id BLOB NOT NULL,
    PRIMARY KEY (unidentified_id, agency_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE unidentified_candidate (
    unidentified_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    episode_id BLOB,
    standing TEXT NOT NULL,
    weight_hundredths INTEGER,
    missing_facts TEXT NOT NULL,
    found_facts TEXT NOT NULL,
    PRIMARY KEY (unidentified_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unidentified_candidate_of_person ON unidentified_candidate (person_id);

-- The time missing in which somebody is looked for, or was not found when the search was closed.
ALTER TABLE person_row ADD COLUMN sought_in BLOB;
