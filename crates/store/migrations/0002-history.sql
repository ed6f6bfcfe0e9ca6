-- Why: people see who changed what and when, undo it, and keep states under a name to compare them later.

-- One line of the History page. `stands` is 0 for the answer that lost against a later one of the same moment;
-- `until_at` ends a run of keystrokes that is shown as one line.
CREATE TABLE changes (
    id BYTEA NOT NULL PRIMARY KEY,
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    author TEXT NOT NULL CHECK (octet_length(substr(author, 1)) = octet_length(author)),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL CHECK (octet_length(substr(subject, 1)) = octet_length(subject)),
    before TEXT NULL CHECK (octet_length(substr(before, 1)) = octet_length(before)),
    after TEXT NULL CHECK (octet_length(substr(after, 1)) = octet_length(after)),
    stands BIGINT NOT NULL CHECK (stands IN (0, 1))
);
CREATE INDEX changes_of_workbook ON changes (workbook_id, at, id);

CREATE TABLE snapshots (
    id BYTEA NOT NULL PRIMARY KEY,
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (octet_length(substr(name, 1)) = octet_length(name)),
    at BIGINT NOT NULL,
    author TEXT NOT NULL CHECK (octet_length(substr(author, 1)) = octet_length(author)),
    seq BIGINT NOT NULL,
    content TEXT NOT NULL CHECK (octet_length(substr(content, 1)) = octet_length(content))
);
CREATE INDEX snapshots_of_workbook ON snapshots (workbook_id, at, id);
