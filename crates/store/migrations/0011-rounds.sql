-- Why: in a round each person answers alone, in a workbook of their own; what the results show is worked out once and
-- kept, so that nothing can be learnt from how it changes.

-- `names` says whether results name organizations. `results` is what may be shown, as JSON, after the round is closed.
CREATE TABLE rounds (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    checklist_key TEXT NOT NULL,
    checklist_version TEXT NOT NULL,
    names TEXT NOT NULL CHECK (names IN ('organizations', 'none')),
    people_min BIGINT NOT NULL,
    opened_by BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    closed_at BIGINT NULL,
    results TEXT NULL
);
CREATE INDEX rounds_of_partnership ON rounds (partnership_id, opened_at);

-- Who is asked, and how many people of each.
CREATE TABLE round_organizations (
    round_id BYTEA NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    organization_id BYTEA NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    people_asked BIGINT NOT NULL,
    PRIMARY KEY (round_id, organization_id)
);

-- One person's own copy. `sealed` holds its token. `finished_at` is when they said they were done.
CREATE TABLE responses (
    id BYTEA NOT NULL PRIMARY KEY,
    round_id BYTEA NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    person_id BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    organization_id BYTEA NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    level TEXT NULL,
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT NULL,
    UNIQUE (round_id, person_id)
);
CREATE INDEX responses_of_round ON responses (round_id, organization_id);
CREATE INDEX responses_by_person ON responses (person_id);
CREATE INDEX responses_by_workbook ON responses (workbook_id);

-- When somebody was last reminded of a round.
CREATE TABLE round_reminders (
    round_id BYTEA NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    person_id BYTEA NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    PRIMARY KEY (round_id, person_id)
);
