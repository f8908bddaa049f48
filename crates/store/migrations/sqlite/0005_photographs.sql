-- Photographs, by the hash of their bytes; and what happened to accounts.

CREATE TABLE photograph (
    digest BLOB PRIMARY KEY NOT NULL,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    CHECK (length(digest) = 32)
) STRICT;

-- Which entries need a picture: with the last of them it can be disposed of.
CREATE TABLE photograph_use (
    entry_id BLOB NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    digest BLOB NOT NULL REFERENCES photograph (digest),
    PRIMARY KEY (entry_id, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX photograph_use_of_digest ON photograph_use (digest);

CREATE TRIGGER photograph_is_never_changed BEFORE UPDATE ON photograph
BEGIN SELECT RAISE(ABORT, 'a photograph is never changed'); END;

CREATE TRIGGER photograph_is_deleted_only_when_unused BEFORE DELETE ON photograph
WHEN EXISTS (SELECT 1 FROM photograph_use WHERE digest = OLD.digest)
BEGIN SELECT RAISE(ABORT, 'a photograph is deleted only when no entry needs it'); END;

ALTER TABLE person_row ADD COLUMN likeness TEXT NOT NULL DEFAULT '';
ALTER TABLE person_row ADD COLUMN likeness_taken_on TEXT;

-- Who an agency sees is asked by homes, the other way round than for a single record.
CREATE INDEX person_grant_of_agency ON person_grant (agency_id, person_id);

-- Until when a password that somebody else set can be used to choose one's own; nothing for one's own.
ALTER TABLE account ADD COLUMN one_time_until INTEGER;

CREATE TABLE account_change (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by_account_id BLOB NOT NULL,
    by_role TEXT NOT NULL,
    by_agency_id BLOB NOT NULL,
    account_id BLOB NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    CHECK (sequence >= 1)
) STRICT;

CREATE INDEX account_change_of_account ON account_change (account_id, sequence);

CREATE TRIGGER account_change_is_never_changed BEFORE UPDATE ON account_change
BEGIN SELECT RAISE(ABORT, 'append-only: what happened to an account is never changed'); END;

CREATE TRIGGER account_change_is_never_deleted BEFORE DELETE ON account_change
BEGIN SELECT RAISE(ABORT, 'append-only: what happened to an account is never deleted'); END;

CREATE TRIGGER account_change_is_never_replaced BEFORE INSERT ON account_change
WHEN EXISTS (SELECT 1 FROM account_change WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'append-only: what happened to an account is never replaced'); END;
