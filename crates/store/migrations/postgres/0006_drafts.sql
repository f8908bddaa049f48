-- Reports that are being typed are shared within the room: who typed them, in turn, and from which page the last save came,
-- so that a save whose answer was lost does not clash with itself.
ALTER TABLE draft ADD COLUMN typists BYTEA NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN saved_from TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE INDEX draft_of_agency ON draft (agency_id, saved_at);
