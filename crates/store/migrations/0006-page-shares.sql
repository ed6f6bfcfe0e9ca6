-- Why: a page of the toolkit is mailed on by the same path as a workbook, with the same caps and confirmations. Such a
-- share has a page and no workbook. SQLite can't loosen a column, so the three tables move to new ones.
CREATE TABLE shares_moved (
    id BYTEA NOT NULL PRIMARY KEY,
    workbook_id BYTEA NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    -- The page's address without the language: `/toolkit/assess#goal-setting`.
    page TEXT NULL,
    device_hash BYTEA NOT NULL,
    access TEXT NOT NULL CHECK (access IN ('edit', 'read')),
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'released', 'withdrawn')),
    CHECK ((workbook_id IS NULL) <> (page IS NULL))
);
CREATE TABLE deliveries_moved (
    id BYTEA NOT NULL PRIMARY KEY,
    share_id BYTEA NOT NULL REFERENCES shares_moved (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    address_hash BYTEA NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NULL,
    tries BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (share_id, position)
);
CREATE TABLE confirmations_moved (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    device_hash BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    share_id BYTEA NULL REFERENCES shares_moved (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL
);
INSERT INTO shares_moved (id, workbook_id, page, device_hash, access, language, created_at, sealed, state)
    SELECT id, workbook_id, NULL, device_hash, access, language, created_at, sealed, state FROM shares;
INSERT INTO deliveries_moved (id, share_id, position, sealed, address_hash, status, reason, tries, updated_at)
    SELECT id, share_id, position, sealed, address_hash, status, reason, tries, updated_at FROM deliveries;
INSERT INTO confirmations_moved (token_hash, device_hash, sealed, share_id, created_at, expires_at, used_at)
    SELECT token_hash, device_hash, sealed, share_id, created_at, expires_at, used_at FROM confirmations;
DROP TABLE confirmations;
DROP TABLE deliveries;
DROP TABLE shares;
ALTER TABLE shares_moved RENAME TO shares;
ALTER TABLE deliveries_moved RENAME TO deliveries;
ALTER TABLE confirmations_moved RENAME TO confirmations;
CREATE INDEX shares_of_workbook ON shares (workbook_id, created_at);
CREATE INDEX shares_of_device ON shares (device_hash, created_at);
CREATE INDEX deliveries_to_address ON deliveries (address_hash);
CREATE INDEX confirmations_of_share ON confirmations (share_id);
CREATE INDEX confirmations_by_end ON confirmations (expires_at);
