-- Why: in a meeting people answer one question at a time on their phones, without an account, and the room sees the
-- spread when it is revealed. The code lives as long as the meeting.

-- `state` is `open`, `shown` or `between`; `question` is the one on the screen, `asked` its words in each language as
-- JSON, so that every node can show it without the workbook. `code` is null once nobody needs to be told that the
-- meeting ended.
CREATE TABLE meetings (
    id BYTEA NOT NULL PRIMARY KEY,
    partnership_id BYTEA NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    code TEXT NULL UNIQUE,
    started_by BYTEA NULL REFERENCES people (id) ON DELETE SET NULL,
    started_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT NULL,
    question TEXT NULL,
    asked TEXT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'shown', 'between')),
    timer_ends BIGINT NULL
);
CREATE INDEX meetings_of_partnership ON meetings (partnership_id, started_at);

-- One phone's answer. `phone` is a hash that names nobody.
CREATE TABLE meeting_answers (
    meeting_id BYTEA NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    phone BYTEA NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, question, phone)
);

-- What the room agreed on, with the spread as it was shown.
CREATE TABLE meeting_results (
    meeting_id BYTEA NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    spread TEXT NOT NULL,
    agreed TEXT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, question)
);
