-- Why: what must happen after a change (a mail, a deletion in 30 days) is written down in the transaction that causes
-- it, so that neither a crash nor a restart forgets it, and several nodes can share the work.

-- A job is free while `state` is 'ready' and `locked_until` is past. `tries` counts the claims and tells a worker
-- whether the job is still its own.
CREATE TABLE jobs (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload BYTEA NOT NULL,
    run_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    locked_until BIGINT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'done', 'failed')),
    created_at BIGINT NOT NULL,
    last_error TEXT NULL CHECK (octet_length(substr(last_error, 1)) = octet_length(last_error)),
    unique_key TEXT NULL UNIQUE
);
CREATE INDEX jobs_by_turn ON jobs (state, run_at, id);
