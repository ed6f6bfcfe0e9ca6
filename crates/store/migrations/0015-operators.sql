-- Why: who runs an instance needs to see how it is and to steer it without a shell, and workbooks that nobody uses for
-- two years must not stay for ever.

-- Who may see the operator's page, by address: people sign in like everybody else. `sealed` holds the address.
CREATE TABLE operators (
    address_hash BYTEA NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    added_at BIGINT NOT NULL
);

-- Settings that were changed while the instance ran. They lie over those of the settings file.
CREATE TABLE instance_settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL CHECK (octet_length(substr(value, 1)) = octet_length(value)),
    set_at BIGINT NOT NULL
);

-- Each change of them. Without a person it was made on the command line.
CREATE TABLE setting_changes (
    id BYTEA NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    person_id BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    name TEXT NOT NULL,
    value_before TEXT NOT NULL,
    value_after TEXT NULL
);
CREATE INDEX setting_changes_in_order ON setting_changes (at, id);
CREATE INDEX setting_changes_of_person ON setting_changes (person_id);

-- `used_at` is when a workbook was last opened or changed, to the day. `announced_at` is when its removal was announced.
ALTER TABLE workbooks ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE workbooks ADD COLUMN announced_at BIGINT NULL;
UPDATE workbooks SET used_at = changed_at;
UPDATE workbooks SET used_at = (SELECT max(at) FROM updates WHERE updates.workbook_id = workbooks.id)
    WHERE EXISTS (SELECT 1 FROM updates WHERE updates.workbook_id = workbooks.id AND updates.at > workbooks.changed_at);
CREATE INDEX workbooks_by_use ON workbooks (used_at);
CREATE INDEX workbooks_announced ON workbooks (announced_at) WHERE announced_at IS NOT NULL;
