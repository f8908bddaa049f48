-- Instants are whole microseconds since 1970; ids are their 16 bytes; days are texts such as 2011-05-30.

-- The ledger.

CREATE TABLE entry (
    sequence INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stream_kind TEXT NOT NULL,
    stream_id BLOB NOT NULL,
    person_id BLOB,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    role TEXT NOT NULL,
    agency_id BLOB NOT NULL,
    commitment BLOB NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (stream_id, stream_kind, version),
    CHECK (sequence >= 1 AND version >= 1),
    CHECK (length(commitment) = 32 AND length(hash) = 32)
) STRICT;

CREATE INDEX entry_of_person ON entry (person_id, sequence);

-- Disposal removes a payload with its salt; the entry's commitment stays.
CREATE TABLE payload (
    sequence INTEGER PRIMARY KEY REFERENCES entry (sequence),
    salt BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE disposal (
    sequence INTEGER PRIMARY KEY REFERENCES entry (sequence),
    disposed_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never changed'); END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never deleted'); END;

-- INSERT OR REPLACE deletes without a delete trigger.
CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE sequence = NEW.sequence)
    OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    OR EXISTS (
        SELECT 1
        FROM entry
        WHERE stream_id = NEW.stream_id AND stream_kind = NEW.stream_kind AND version = NEW.version
    )
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never replaced'); END;

CREATE TRIGGER payload_is_never_changed BEFORE UPDATE ON payload
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a payload is never changed'); END;

CREATE TRIGGER payload_is_deleted_only_under_a_disposal BEFORE DELETE ON payload
WHEN NOT EXISTS (SELECT 1 FROM disposal WHERE sequence = OLD.sequence)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a payload is deleted only under a disposal'); END;

CREATE TRIGGER payload_is_never_replaced BEFORE INSERT ON payload
WHEN EXISTS (SELECT 1 FROM payload WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a payload is never replaced'); END;

CREATE TRIGGER disposal_is_never_changed BEFORE UPDATE ON disposal
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a disposal is never changed'); END;

CREATE TRIGGER disposal_is_never_deleted BEFORE DELETE ON disposal
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a disposal is never deleted'); END;

CREATE TRIGGER disposal_is_never_replaced BEFORE INSERT ON disposal
WHEN EXISTS (SELECT 1 FROM disposal WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a disposal is never replaced'); END;

-- How many entries each person's file has; an act decided on an older count is refused.
CREATE TABLE person_file (
    person_id BLOB PRIMARY KEY NOT NULL,
    entries INTEGER NOT NULL
) STRICT;

-- Who has read what.

CREATE TABLE read_log (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    role TEXT NOT NULL,
    agency_id BLOB NOT NULL,
    purpose TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BLOB,
    list_name TEXT,
    list_rows INTEGER,
    list_ids BLOB,
    hash BLOB NOT NULL,
    CHECK (sequence >= 1 AND length(hash) = 32)
) STRICT;

CREATE INDEX read_of_subject ON read_log (subject_id, sequence);

CREATE TRIGGER read_is_never_changed BEFORE UPDATE ON read_log
BEGIN SELECT RAISE(ABORT, 'the read log is append-only: a reading is never changed'); END;

CREATE TRIGGER read_is_never_deleted BEFORE DELETE ON read_log
BEGIN SELECT RAISE(ABORT, 'the read log is append-only: a reading is never deleted'); END;

CREATE TRIGGER read_is_never_replaced BEFORE INSERT ON read_log
WHEN EXISTS (SELECT 1 FROM read_log WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'the read log is append-only: a reading is never replaced'); END;

-- Rows for lists, worked out from the ledger.

CREATE TABLE person_row (
    person_id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    born_latest TEXT,
    born_earliest TEXT,
    missing_in BLOB,
    search_keys TEXT NOT NULL,
    granted_to BLOB NOT NULL
) STRICT;

CREATE TABLE person_key (
    search_key TEXT NOT NULL,
    person_id BLOB NOT NULL,
    PRIMARY KEY (search_key, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX key_of_person ON person_key (person_id);

CREATE TABLE person_grant (
    person_id BLOB NOT NULL,
    agency_id BLOB NOT NULL,
    PRIMARY KEY (person_id, agency_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE episode_row (
    episode_id BLOB PRIMARY KEY NOT NULL,
    person_id BLOB NOT NULL,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    born_latest TEXT,
    born_earliest TEXT,
    standing TEXT NOT NULL,
    grade TEXT NOT NULL,
    missing_since INTEGER NOT NULL,
    reported_at INTEGER NOT NULL,
    ended_at INTEGER,
    last_seen TEXT NOT NULL,
    investigating_officer TEXT NOT NULL,
    officer_deployed TEXT NOT NULL,
    childhood TEXT NOT NULL,
    lead_force BLOB NOT NULL,
    granted_to BLOB NOT NULL,
    evaluated_at INTEGER NOT NULL,
    next_change_at INTEGER,
    running INTEGER NOT NULL,
    risk_rank INTEGER NOT NULL,
    duties_digest BLOB NOT NULL
) STRICT;

CREATE INDEX episode_of_person ON episode_row (person_id, missing_since);
CREATE INDEX episode_by_risk ON episode_row (running, risk_rank, missing_since, episode_id);
CREATE INDEX episode_by_name ON episode_row (running, sort_key, episode_id);
CREATE INDEX episode_by_clock ON episode_row (next_change_at);

CREATE TABLE episode_grant (
    episode_id BLOB NOT NULL,
    agency_id BLOB NOT NULL,
    PRIMARY KEY (episode_id, agency_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE duty_row (
    episode_id BLOB NOT NULL,
    place INTEGER NOT NULL,
    pack TEXT NOT NULL,
    duty TEXT NOT NULL,
    of_what TEXT NOT NULL,
    series_place INTEGER NOT NULL,
    state TEXT NOT NULL,
    trigger_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    owner TEXT NOT NULL,
    met_at INTEGER,
    owed INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    PRIMARY KEY (episode_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX duty_by_owner ON duty_row (owner, owed, ended, due_at, episode_id, place);

CREATE TABLE incident_row (
    incident_id BLOB PRIMARY KEY NOT NULL,
    reported_at INTEGER NOT NULL,
    log_number TEXT NOT NULL,
    unfinished INTEGER NOT NULL,
    force BLOB NOT NULL
) STRICT;

CREATE INDEX incident_unfinished ON incident_row (unfinished, reported_at, incident_id);

-- What follows from acts.

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    payload BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    available_at INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
    account_id BLOB NOT NULL,
    key TEXT NOT NULL,
    request BLOB NOT NULL,
    response BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE lease (
    name TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;

-- Who signs in.

CREATE TABLE agency (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;

CREATE TABLE account (
    id BLOB PRIMARY KEY NOT NULL,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    roles TEXT NOT NULL,
    agency_id BLOB NOT NULL REFERENCES agency (id),
    active INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    digest BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;

CREATE INDEX session_of_account ON session (account_id);

CREATE TABLE sign_in_attempt (
    key BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX sign_in_attempt_of_key ON sign_in_attempt (key, at);

CREATE TABLE draft (
    id BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    agency_id BLOB NOT NULL REFERENCES agency (id),
    version INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    answers BLOB NOT NULL
) STRICT;

CREATE INDEX draft_of_account ON draft (account_id, saved_at);
