-- Why: people search the toolkit by words. The program hands the words in cut to their stems and without accents, so the
-- index need not know a language. `entry` names what was found; what it says is with the program.
CREATE VIRTUAL TABLE search_entries USING fts5 (
    language UNINDEXED,
    entry UNINDEXED,
    title,
    context,
    body,
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3'
);

-- The content that the index was made of, as a hash.
CREATE TABLE search_state (
    id BIGINT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
