-- Why: people search the toolkit by words. The program hands the words in cut to their stems and without accents, so the
-- index need not know a language. `entry` names what was found; what it says is with the program.
CREATE TABLE search_entries (
    language TEXT NOT NULL,
    entry TEXT NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (language, entry)
);
CREATE INDEX search_entries_by_word ON search_entries USING GIN (words);

-- The content that the index was made of, as a hash.
CREATE TABLE search_state (
    id BIGINT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
