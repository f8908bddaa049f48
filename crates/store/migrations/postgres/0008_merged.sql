-- Two records can be of one person: the absorbed one has no rows of its own while its entries count in the survivor's file.
CREATE TABLE merged_person (
    person_id BYTEA PRIMARY KEY NOT NULL,
    survivor_id BYTEA NOT NULL
);

CREATE INDEX merged_person_by_survivor ON merged_person (survivor_id);
