-- Instants are whole microseconds since 1970; ids are their 16 bytes; days are texts such as 2011-05-30.

-- The ledger.

CREATE TABLE entry (
    sequence BIGINT PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    stream_kind TEXT COLLATE "C" NOT NULL,
    stream_id BYTEA NOT NULL,
    person_id BYTEA,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    happened_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    account_id BYTEA NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    agency_id BYTEA NOT NULL,
    commitment BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    UNIQUE (stream_id, stream_kind, version),
    CHECK (sequence >= 1 AND version >= 1),
    CHECK (length(commitment) = 32 AND length(hash) = 32)
);

CREATE INDEX entry_of_person ON entry (person_id, sequence);

-- Disposal removes a payload with its salt; the entry's commitment stays.
CREATE TABLE payload (
    sequence BIGINT PRIMARY KEY REFERENCES entry (sequence),
    salt BYTEA NOT NULL,
    bytes BYTEA NOT NULL
);

CREATE TABLE disposal (
    sequence BIGINT PRIMARY KEY REFERENCES entry (sequence),
    disposed_at BIGINT NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payload_is_never_changed BEFORE UPDATE OR TRUNCATE ON payload
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_deletion_without_disposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM disposal WHERE sequence = OLD.sequence) THEN
        RAISE EXCEPTION 'append-only: a payload is deleted only under a disposal';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER payload_is_deleted_only_under_a_disposal BEFORE DELETE ON payload
FOR EACH ROW EXECUTE FUNCTION refuse_deletion_without_disposal();

CREATE TRIGGER disposal_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON disposal
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How many entries each person's file has; an act decided on an older count is refused.
CREATE TABLE person_file (
    person_id BYTEA PRIMARY KEY NOT NULL,
    entries BIGINT NOT NULL
);

-- Who has read what.

CREATE TABLE read_log (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    account_id BYTEA NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    agency_id BYTEA NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    subject_kind TEXT COLLATE "C" NOT NULL,
    subject_id BYTEA,
    list_name TEXT COLLATE "C",
    list_rows BIGINT,
    list_ids BYTEA,
    hash BYTEA NOT NULL,
    CHECK (sequence >= 1 AND length(hash) = 32)
);

CREATE INDEX read_of_subject ON read_log (subject_id, sequence);

CREATE TRIGGER read_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON read_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Rows for lists, worked out from the ledger.

CREATE TABLE person_row (
    person_id BYTEA PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    born_latest TEXT COLLATE "C",
    born_earliest TEXT COLLATE "C",
    missing_in BYTEA,
    search_keys TEXT COLLATE "C" NOT NULL,
    granted_to BYTEA NOT NULL
);

CREATE TABLE person_key (
    search_key TEXT COLLATE "C" NOT NULL,
    person_id BYTEA NOT NULL,
    PRIMARY KEY (search_key, person_id)
);

CREATE INDEX key_of_person ON person_key (person_id);

CREATE TABLE person_grant (
    person_id BYTEA NOT NULL,
    agency_id BYTEA NOT NULL,
    PRIMARY KEY (person_id, agency_id)
);

CREATE TABLE episode_row (
    episode_id BYTEA PRIMARY KEY NOT NULL,
    person_id BYTEA NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    born_latest TEXT COLLATE "C",
    born_earliest TEXT COLLATE "C",
    standing TEXT COLLATE "C" NOT NULL,
    grade TEXT COLLATE "C" NOT NULL,
    missing_since BIGINT NOT NULL,
    reported_at BIGINT NOT NULL,
    ended_at BIGINT,
    last_seen TEXT COLLATE "C" NOT NULL,
    investigating_officer TEXT COLLATE "C" NOT NULL,
    officer_deployed TEXT COLLATE "C" NOT NULL,
    childhood TEXT COLLATE "C" NOT NULL,
    lead_force BYTEA NOT NULL,
    granted_to BYTEA NOT NULL,
    evaluated_at BIGINT NOT NULL,
    next_change_at BIGINT,
    running BIGINT NOT NULL,
    risk_rank BIGINT NOT NULL,
    duties_digest BYTEA NOT NULL
);

CREATE INDEX episode_of_person ON episode_row (person_id, missing_since);
CREATE INDEX episode_by_risk ON episode_row (running, risk_rank, missing_since, episode_id);
CREATE INDEX episode_by_name ON episode_row (running, sort_key, episode_id);
CREATE INDEX episode_by_clock ON episode_row (next_change_at);

CREATE TABLE episode_grant (
    episode_id BYTEA NOT NULL,
    agency_id BYTEA NOT NULL,
    PRIMARY KEY (episode_id, agency_id)
);

CREATE TABLE duty_row (
    episode_id BYTEA NOT NULL,
    place BIGINT NOT NULL,
    pack TEXT COLLATE "C" NOT NULL,
    duty TEXT COLLATE "C" NOT NULL,
    of_what TEXT COLLATE "C" NOT NULL,
    series_place BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    trigger_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    met_at BIGINT,
    owed BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    PRIMARY KEY (episode_id, place)
);

CREATE INDEX duty_by_owner ON duty_row (owner, owed, ended, due_at, episode_id, place);

CREATE TABLE incident_row (
    incident_id BYTEA PRIMARY KEY NOT NULL,
    reported_at BIGINT NOT NULL,
    log_number TEXT COLLATE "C" NOT NULL,
    unfinished BIGINT NOT NULL,
    force BYTEA NOT NULL
);

CREATE INDEX incident_unfinished ON incident_row (unfinished, reported_at, incident_id);

-- What follows from acts.

CREATE TABLE outbox (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    topic TEXT COLLATE "C" NOT NULL,
    payload BYTEA NOT NULL,
    attempts BIGINT NOT NULL,
    available_at BIGINT NOT NULL
);

CREATE TABLE idempotency (
    account_id BYTEA NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    request BYTEA NOT NULL,
    response BYTEA NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);

CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE lease (
    name TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    holder TEXT COLLATE "C" NOT NULL,
    until BIGINT NOT NULL
);

-- Who signs in.

CREATE TABLE agency (
    id BYTEA PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL
);

CREATE TABLE account (
    id BYTEA PRIMARY KEY NOT NULL,
    username TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    roles TEXT COLLATE "C" NOT NULL,
    agency_id BYTEA NOT NULL REFERENCES agency (id),
    active BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE session (
    digest BYTEA PRIMARY KEY NOT NULL,
    account_id BYTEA NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE INDEX session_of_account ON session (account_id);

CREATE TABLE sign_in_attempt (
    key BYTEA NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX sign_in_attempt_of_key ON sign_in_attempt (key, at);

CREATE TABLE draft (
    id BYTEA PRIMARY KEY NOT NULL,
    account_id BYTEA NOT NULL REFERENCES account (id),
    agency_id BYTEA NOT NULL REFERENCES agency (id),
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    answers BYTEA NOT NULL
);

CREATE INDEX draft_of_account ON draft (account_id, saved_at);
