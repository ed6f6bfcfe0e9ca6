//! The search finds the same on both engines, and any words can be asked for.

use crosswalk_store::search::{self, Entry, Must};

use crate::open;

fn entry(language: &'static str, entry: &str, title: &str, body: &str) -> Entry {
    let context = String::new();
    Entry { language, entry: entry.to_owned(), title: title.to_owned(), context, body: body.to_owned() }
}

fn entries() -> Vec<Entry> {
    vec![
        entry("en", "term", "chronic absenc absence", "miss ten percent of days"),
        entry("en", "page", "housing stability", "absence goes up when famili move in the year"),
        entry("en", "other", "report card", "print it and share"),
        entry("es", "termino", "ausentismo cronico", "faltar"),
    ]
}

fn words(typed: &[&[&str]]) -> Vec<Vec<String>> {
    typed.iter().map(|word| word.iter().map(|spelling| (*spelling).to_owned()).collect()).collect()
}

#[tokio::test]
async fn a_name_counts_more_than_a_text_and_a_beginning_is_enough() {
    let store = open();
    assert!(store.write(|conn| search::keep(conn, "one", &entries())).await.expect("kept"));
    assert!(
        !store.write(|conn| search::keep(conn, "one", &[])).await.expect("looked at"),
        "the same content stays"
    );
    let find = async |language: &'static str, typed: &[&[&str]], must| {
        let words = words(typed);
        store.read(move |conn| search::find(conn, language, &words, must, 10)).await.expect("found")
    };
    assert_eq!(find("en", &[&["absence", "absenc"]], Must::All).await, ["term", "page"]);
    assert_eq!(find("en", &[&["abs"]], Must::All).await, ["term", "page"]);
    assert_eq!(find("en", &[&["absence"], &["move"]], Must::All).await, ["page"]);
    assert_eq!(find("en", &[&["chronic"], &["card"]], Must::All).await, Vec::<String>::new());
    assert_eq!(find("en", &[&["chronic"], &["card"]], Must::Any).await.len(), 2);
    assert_eq!(find("es", &[&["cronico"]], Must::All).await, ["termino"]);
    assert_eq!(find("en", &[&["cronico"]], Must::All).await, Vec::<String>::new());
    assert!(store.write(|conn| search::keep(conn, "two", &entries()[..1])).await.expect("kept"));
    assert_eq!(find("en", &[&["absence"]], Must::All).await, ["term"]);
}

#[tokio::test]
async fn no_word_is_taken_for_a_command() {
    let store = open();
    store.write(|conn| search::keep(conn, "one", &entries())).await.expect("kept");
    for typed in
        ["\"", "'", "a' OR 'b", "NEAR(", "*", "title:", "&|!:*()", "\\", "--", "é'", "", " ", "AND", "\u{0}x"]
    {
        let words = words(&[&[typed]]);
        let found = store.read(move |conn| search::find(conn, "en", &words, Must::All, 10)).await;
        assert!(found.is_ok(), "{typed:?}: {found:?}");
    }
    let long = "x".repeat(5_000);
    let wordy = Entry { body: long.clone(), ..entry("en", "long", &long, "") };
    store.write(move |conn| search::keep(conn, "long", std::slice::from_ref(&wordy))).await.expect("kept");
}
