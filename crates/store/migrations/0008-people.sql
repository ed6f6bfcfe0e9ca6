-- Why: who belongs to a partnership must be able to come back as the same person on any device, without a password.
-- Addresses are sealed and looked up by keyed hash, as for mail; of links and sessions only the hash of the token is here.

-- `email_*` and `name` are emptied when the person asks to be removed; the row stays, so that "a former member" can
-- stand where they wrote.
CREATE TABLE people (
    id BYTEA NOT NULL PRIMARY KEY,
    email_hash BYTEA NULL UNIQUE,
    email_sealed BYTEA NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    removed_at BIGINT NULL
);

-- `device` is what the browser calls itself, in two words, so that a person knows which session is which.
CREATE TABLE sessions (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    person_id BYTEA NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_of_person ON sessions (person_id, seen_at);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- A link under way to somebody's mailbox. `sealed` holds the address and the page to go on to.
CREATE TABLE sign_ins (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL
);
CREATE INDEX sign_ins_by_end ON sign_ins (expires_at);

-- `credential` is the public half of the key with its counter, as JSON.
CREATE TABLE passkeys (
    id BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    credential_id BYTEA NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NULL
);
CREATE INDEX passkeys_of_person ON passkeys (person_id, created_at);

-- Who somebody is at the instance's OpenID provider.
CREATE TABLE outside_identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id BYTEA NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX outside_identities_of_person ON outside_identities (person_id);
