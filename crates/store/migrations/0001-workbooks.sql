-- Why: a workbook must outlive the process and the checklist edition it was started with. An update is shown as saved
-- only once its row in `updates` is on disk; `states` bounds how much of that log must be read to open a workbook.
--
-- One text for both engines. Ids and hashes are BYTEA, moments are BIGINT milliseconds since 1970.
-- PostgreSQL refuses the NUL character in text; SQLite takes it. Texts that people type therefore carry a check that is
-- always true on PostgreSQL and makes SQLite refuse it too: there substr() stops at a NUL and octet_length() does not.

-- Every edition of every checklist that this instance has served.
CREATE TABLE checklists (
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (key, version, language)
);

-- The private links are not here, only hashes of their tokens.
CREATE TABLE workbooks (
    id BYTEA NOT NULL PRIMARY KEY,
    checklist_key TEXT NOT NULL,
    checklist_version TEXT NOT NULL,
    language TEXT NOT NULL,
    edit_hash BYTEA NOT NULL UNIQUE,
    read_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at BIGINT NULL,
    FOREIGN KEY (checklist_key, checklist_version, language) REFERENCES checklists (key, version, language)
);

-- The log: one row for each merged update of the live document, numbered from 1 in each workbook.
CREATE TABLE updates (
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    clients BYTEA NULL,
    PRIMARY KEY (workbook_id, seq)
);

-- The whole document as of `seq`: `head` to open it from, `base` where the kept log begins.
CREATE TABLE states (
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('head', 'base')),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    clients BYTEA NOT NULL,
    PRIMARY KEY (workbook_id, kind)
);
