-- Why: from a gap to work: next steps with owners, what to talk about at the next meeting, and what an answer rests on.

-- `due` is a day, `YYYY-MM-DD`. `question` is the key of the question it came from.
CREATE TABLE steps (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    owner_person BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    owner_organization BYTEA NULL REFERENCES organizations (id) ON DELETE SET NULL,
    due TEXT NULL,
    question TEXT NULL,
    added_by BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    added_at BIGINT NOT NULL,
    done_at BIGINT NULL,
    done_by BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    reminded_at BIGINT NULL
);
CREATE INDEX steps_of_partnership ON steps (partnership_id, done_at, due);

CREATE TABLE agenda_items (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    note TEXT NOT NULL,
    added_by BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    added_at BIGINT NOT NULL,
    done_at BIGINT NULL
);
CREATE INDEX agenda_of_partnership ON agenda_items (partnership_id, done_at, added_at);

-- `link` is an address for a document or page, and empty for a person.
CREATE TABLE evidence (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('document', 'page', 'person', 'record')),
    label TEXT NOT NULL,
    link TEXT NOT NULL,
    added_by BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX evidence_of_partnership ON evidence (partnership_id, question, added_at);

-- The private link of a calendar: whoever has it reads the next steps of one partnership.
CREATE TABLE calendar_feeds (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    person_id BYTEA NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (partnership_id, person_id)
);
