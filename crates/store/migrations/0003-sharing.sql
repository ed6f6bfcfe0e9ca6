-- Why: a workbook is mailed on only after its sender confirmed an own address, within caps, and never to an address
-- that asked for no more mail. Who writes to whom is personal: addresses, messages and links are sealed (encrypted by
-- the instance's key), and looked up by keyed hash only.

-- One sending of a workbook. `sealed` holds sender, message and link.
CREATE TABLE shares (
    id BYTEA NOT NULL PRIMARY KEY,
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    device_hash BYTEA NOT NULL,
    access TEXT NOT NULL CHECK (access IN ('edit', 'read')),
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'released', 'withdrawn'))
);
CREATE INDEX shares_of_workbook ON shares (workbook_id, created_at);
CREATE INDEX shares_of_device ON shares (device_hash, created_at);

-- One address of a share, in the order typed. `sealed` holds the address.
CREATE TABLE deliveries (
    id BYTEA NOT NULL PRIMARY KEY,
    share_id BYTEA NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    address_hash BYTEA NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NULL,
    tries BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (share_id, position)
);
CREATE INDEX deliveries_to_address ON deliveries (address_hash);

-- An address that its owner confirmed on a device.
CREATE TABLE senders (
    device_hash BYTEA NOT NULL,
    address_hash BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    confirmed_at BIGINT NOT NULL,
    PRIMARY KEY (device_hash, address_hash)
);

-- A confirmation mail under way; its share, if any, is released by it.
CREATE TABLE confirmations (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    device_hash BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    share_id BYTEA NULL REFERENCES shares (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL
);
CREATE INDEX confirmations_of_share ON confirmations (share_id);
CREATE INDEX confirmations_by_end ON confirmations (expires_at);

CREATE TABLE stopped_addresses (
    address_hash BYTEA NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- How often something happened in a window of time, for the caps on mail.
CREATE TABLE counters (
    scope TEXT NOT NULL,
    subject BYTEA NOT NULL,
    window_start BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (scope, subject, window_start)
);
CREATE INDEX counters_by_window ON counters (window_start);
