-- Who holds a case, and the filters that people keep.

ALTER TABLE episode_row ADD COLUMN holdings TEXT COLLATE "C" NOT NULL DEFAULT '[]';

-- The same, as lists ask for it: a row for each agency that holds or offers the case.
CREATE TABLE episode_holding (
    episode_id BYTEA NOT NULL,
    agency_id BYTEA NOT NULL,
    holder_account BYTEA,
    offer_role TEXT COLLATE "C" NOT NULL,
    offer_account BYTEA,
    PRIMARY KEY (episode_id, agency_id)
);

CREATE INDEX holding_of_account ON episode_holding (holder_account);
CREATE INDEX holding_offered ON episode_holding (offer_role);

CREATE TABLE board_filter (
    id BYTEA PRIMARY KEY NOT NULL,
    account_id BYTEA NOT NULL REFERENCES account (id),
    name TEXT COLLATE "C" NOT NULL,
    asked TEXT COLLATE "C" NOT NULL,
    comes_first BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (account_id, name)
);
