-- Who holds a case, and the filters that people keep.

ALTER TABLE episode_row ADD COLUMN holdings TEXT NOT NULL DEFAULT '[]';

-- The same, as lists ask for it: a row for each agency that holds or offers the case.
CREATE TABLE episode_holding (
    episode_id BLOB NOT NULL,
    agency_id BLOB NOT NULL,
    holder_account BLOB,
    offer_role TEXT NOT NULL,
    offer_account BLOB,
    PRIMARY KEY (episode_id, agency_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX holding_of_account ON episode_holding (holder_account);
CREATE INDEX holding_offered ON episode_holding (offer_role);

CREATE TABLE board_filter (
    id BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    asked TEXT NOT NULL,
    comes_first INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    UNIQUE (account_id, name)
) STRICT;
