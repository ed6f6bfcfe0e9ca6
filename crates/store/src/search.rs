//! Finds entries by their words: FTS5 on SQLite, a `tsvector` on PostgreSQL, behind the same calls.
//!
//! Words come in cut to their stems and without accents, parted by spaces, so both engines see the same and neither
//! needs to know a language. They hold letters and digits only; anything else is left out here.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::{Connection, Engine};

/// Something that can be found, as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The language in whose searches it is found.
    pub language: &'static str,
    /// Names it.
    pub entry: String,
    /// Words of its name: they tell most.
    pub title: String,
    /// Words of where it belongs.
    pub context: String,
    /// Words of its text.
    pub body: String,
}

/// How the words of a question go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Must {
    /// All of them must be there.
    All,
    /// One is enough.
    Any,
}

/// Most bytes of a word; what is longer is cut. PostgreSQL takes no lexeme over 2 KB.
const WORD_MAX: usize = 100;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    entry: String,
}

/// The edition of the content that the index was made of, if it was.
pub fn edition(connection: &mut Connection) -> QueryResult<Option<String>> {
    let row = diesel::sql_query("SELECT content AS entry FROM search_state WHERE id = 1");
    Ok(row.get_result::<Row>(connection).optional()?.map(|row| row.entry))
}

/// Makes the index hold `entries`, unless it was made of the same `edition` of the content (any name for it, such as a hash). Says
/// whether it had to. Call it in a write.
pub fn keep(connection: &mut Connection, edition: &str, entries: &[Entry]) -> QueryResult<bool> {
    if self::edition(connection)?.as_deref() == Some(edition) {
        return Ok(false);
    }
    diesel::sql_query("DELETE FROM search_entries").execute(connection)?;
    for entry in entries {
        let [title, context, body] = [&entry.title, &entry.context, &entry.body].map(|words| clean(words));
        let insert = match connection.engine() {
            Engine::Sqlite => {
                "INSERT INTO search_entries (language, entry, title, context, body) VALUES ($1, $2, $3, $4, $5)"
            }
            Engine::Postgres => {
                "INSERT INTO search_entries (language, entry, words) VALUES ($1, $2,
                    setweight(to_tsvector('simple', $3), 'A') || setweight(to_tsvector('simple', $4), 'C')
                    || setweight(to_tsvector('simple', $5), 'D'))"
            }
        };
        diesel::sql_query(insert)
            .bind::<Text, _>(entry.language)
            .bind::<Text, _>(&entry.entry)
            .bind::<Text, _>(title)
            .bind::<Text, _>(context)
            .bind::<Text, _>(body)
            .execute(connection)?;
    }
    diesel::sql_query("DELETE FROM search_state").execute(connection)?;
    diesel::sql_query("INSERT INTO search_state (id, content) VALUES (1, $1)")
        .bind::<Text, _>(edition)
        .execute(connection)?;
    Ok(true)
}

/// The entries that have the `words`, the ones that fit best first, at most `limit`. Each word is a list of spellings, of
/// which one is enough, and stands for every word that begins so.
pub fn find(
    connection: &mut Connection,
    language: &str,
    words: &[Vec<String>],
    must: Must,
    limit: i64,
) -> QueryResult<Vec<String>> {
    let engine = connection.engine();
    let groups: Vec<String> = words.iter().filter_map(|spellings| group(engine, spellings)).collect();
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let between = match (engine, must) {
        (Engine::Sqlite, Must::All) => " AND ",
        (Engine::Sqlite, Must::Any) => " OR ",
        (Engine::Postgres, Must::All) => " & ",
        (Engine::Postgres, Must::Any) => " | ",
    };
    // Weights of the three: a word in the name counts as much as ten in the text.
    let query = match engine {
        Engine::Sqlite => {
            "SELECT entry FROM search_entries WHERE search_entries MATCH $1 AND language = $2
             ORDER BY bm25(search_entries, 0.0, 0.0, 10.0, 2.0, 1.0), entry LIMIT $3"
        }
        Engine::Postgres => {
            "SELECT entry FROM search_entries, to_tsquery('simple', $1) AS asked
             WHERE words @@ asked AND language = $2
             ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', words, asked, 1) DESC, entry LIMIT $3"
        }
    };
    let rows = diesel::sql_query(query)
        .bind::<Text, _>(groups.join(between))
        .bind::<Text, _>(language)
        .bind::<BigInt, _>(limit)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(|row| row.entry).collect())
}

/// `("attend" * OR "attendance" *)`, or `('attend':* | 'attendance':*)`.
fn group(engine: Engine, spellings: &[String]) -> Option<String> {
    let words =
        spellings.iter().map(|word| clean(word)).filter(|word| !word.is_empty() && !word.contains(' '));
    let (words, between): (Vec<String>, _) = match engine {
        Engine::Sqlite => (words.map(|word| format!("\"{word}\" *")).collect(), " OR "),
        Engine::Postgres => (words.map(|word| format!("'{word}':*")).collect(), " | "),
    };
    (!words.is_empty()).then(|| format!("({})", words.join(between)))
}

/// Letters, digits and single spaces.
fn clean(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| &word[..word.floor_char_boundary(WORD_MAX)]).collect::<Vec<_>>().join(" ")
}
