-- Why: of a workbook that was changed a hundred times, rows of the log and the history take fifty kilobytes; packed, less
-- than five. Nodes of the version before do not look into packs: a state covers them, so workbooks open there too, and only
-- what was long ago is missing from their history until they are updated.

-- Log entries `first_seq` to `last_seq` and the lines of history that came with them, compressed. `last_at` is the newest
-- moment of both. A head state covers each pack.
CREATE TABLE packs (
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    last_seq BIGINT NOT NULL,
    first_seq BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (workbook_id, last_seq)
);
CREATE INDEX packs_by_time ON packs (last_at);
