-- Why: several nodes can serve one PostgreSQL database. They must see who has a workbook open elsewhere, leave some work
-- to one of them, and hold the same secret. SQLite serves one process, and uses only the last two tables.

-- The nodes that serve now. A node counts `beat` up; one whose beat stands still is gone, and another removes it. No
-- moments, for the clocks of two machines may differ.
CREATE TABLE nodes (
    id BYTEA NOT NULL PRIMARY KEY,
    beat BIGINT NOT NULL,
    version TEXT NOT NULL
);

-- Workbooks that people have open on a node, and who they are: y-protocols awareness states.
CREATE TABLE node_rooms (
    workbook_id BYTEA NOT NULL REFERENCES workbooks (id) ON DELETE CASCADE,
    node_id BYTEA NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
    present BYTEA NOT NULL,
    PRIMARY KEY (workbook_id, node_id)
);
CREATE INDEX node_rooms_by_node ON node_rooms (node_id);

-- When a piece of work that comes round was last taken on by a node.
CREATE TABLE turns (
    name TEXT NOT NULL PRIMARY KEY,
    taken_at BIGINT NOT NULL
);

-- Single facts about the instance, like a hash that tells its secret from another.
CREATE TABLE instance_facts (
    name TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);
