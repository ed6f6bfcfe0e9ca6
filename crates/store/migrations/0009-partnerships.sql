-- Why: a partnership needs a home: its organizations and people, and the workbook that is the team's own answer.

-- `languages` holds codes with a space between; `color` is `#rrggbb` or nothing.
CREATE TABLE partnerships (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    community TEXT NOT NULL,
    places TEXT NOT NULL,
    purpose TEXT NOT NULL,
    languages TEXT NOT NULL,
    color TEXT NULL,
    backbone_id BYTEA NULL,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);

-- Workbooks that belong to a partnership. `sealed` holds the token that can edit; one of them is the team's answer.
CREATE TABLE partnership_workbooks (
    workbook_id BYTEA NOT NULL PRIMARY KEY REFERENCES workbooks (id) ON DELETE CASCADE,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    is_team BIGINT NOT NULL CHECK (is_team IN (0, 1)),
    added_at BIGINT NOT NULL
);
CREATE INDEX workbooks_of_partnership ON partnership_workbooks (partnership_id, added_at);

CREATE TABLE organizations (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    letters TEXT NOT NULL,
    sector TEXT NOT NULL,
    kind TEXT NOT NULL,
    website TEXT NOT NULL,
    mission TEXT NOT NULL,
    brings TEXT NOT NULL,
    decision_power TEXT NULL,
    funding_power TEXT NULL,
    populations TEXT NOT NULL,
    places TEXT NOT NULL,
    existing_partnerships TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX organizations_of_partnership ON organizations (partnership_id, name);

-- Whom one calls. `sealed` holds mail address and telephone.
CREATE TABLE contacts (
    organization_id BYTEA NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (place IN ('main', 'backup')),
    name TEXT NOT NULL,
    job_title TEXT NOT NULL,
    level TEXT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (organization_id, place)
);

CREATE TABLE members (
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    person_id BYTEA NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('steward', 'member', 'viewer')),
    organization_id BYTEA NULL REFERENCES organizations (id) ON DELETE SET NULL,
    level TEXT NULL,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (partnership_id, person_id)
);
CREATE INDEX members_by_person ON members (person_id);
CREATE INDEX members_by_organization ON members (organization_id);

-- `sealed` holds the token, and the address of an invitation by mail. One by link has no address and any number of
-- people may use it until it ends.
CREATE TABLE invitations (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL UNIQUE,
    email_hash BYTEA NULL,
    sealed BYTEA NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('steward', 'member', 'viewer')),
    organization_id BYTEA NULL REFERENCES organizations (id) ON DELETE SET NULL,
    invited_by BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    reminded_at BIGINT NULL,
    used_at BIGINT NULL,
    withdrawn_at BIGINT NULL
);
CREATE INDEX invitations_of_partnership ON invitations (partnership_id, created_at);

-- Who did what, in the words of the moment; `person_id` is empty for what the program did by itself.
CREATE TABLE activities (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    person_id BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL
);
CREATE INDEX activities_of_partnership ON activities (partnership_id, at, id);
