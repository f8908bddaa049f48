-- Photographs, by the hash of their bytes; and what happened to accounts.

CREATE TABLE photograph (
    digest BYTEA PRIMARY KEY NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    bytes BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    CHECK (length(digest) = 32)
);

-- Which entries need a picture: with the last of them it can be disposed of.
CREATE TABLE photograph_use (
    entry_id BYTEA NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    digest BYTEA NOT NULL REFERENCES photograph (digest),
    PRIMARY KEY (entry_id, digest)
);

CREATE INDEX photograph_use_of_digest ON photograph_use (digest);

CREATE TRIGGER photograph_is_never_changed BEFORE UPDATE OR TRUNCATE ON photograph
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_deletion_while_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM photograph_use WHERE digest = OLD.digest) THEN
        RAISE EXCEPTION 'a photograph is deleted only when no entry needs it';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER photograph_is_deleted_only_when_unused BEFORE DELETE ON photograph
FOR EACH ROW EXECUTE FUNCTION refuse_deletion_while_used();

ALTER TABLE person_row ADD COLUMN likeness TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE person_row ADD COLUMN likeness_taken_on TEXT COLLATE "C";

-- Who an agency sees is asked by homes, the other way round than for a single record.
CREATE INDEX person_grant_of_agency ON person_grant (agency_id, person_id);

-- Until when a password that somebody else set can be used to choose one's own; nothing for one's own.
ALTER TABLE account ADD COLUMN one_time_until BIGINT;

CREATE TABLE account_change (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    by_account_id BYTEA NOT NULL,
    by_role TEXT COLLATE "C" NOT NULL,
    by_agency_id BYTEA NOT NULL,
    account_id BYTEA NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    CHECK (sequence >= 1)
);

CREATE INDEX account_change_of_account ON account_change (account_id, sequence);

CREATE TRIGGER account_change_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON account_change
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
