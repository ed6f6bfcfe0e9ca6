//! The story is told on a real database, and then every page of the partnership is looked at.
#![allow(clippy::pedantic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use crosswalk_app::clock::{Clock, Random};
use crosswalk_app::content::Files;
use crosswalk_app::settings::{Limits, Settings};
use crosswalk_app::state::{App, Parts};
use crosswalk_app::{jobs, routes};
use crosswalk_demo::visitor::Visitor;
use crosswalk_demo::{Seeded, instance, seed, story};
use crosswalk_mail::Transport;
use crosswalk_names::{Language, Timestamp};
use crosswalk_store::{Scratch, Store, StoreOptions};
use crosswalk_ui::Words;

/// 2026-11-18, 16:42 UTC.
const NOW: i64 = 1_795_020_120_000;
const SECRET: [u8; 32] = [7; 32];
/// Pages of one kind that are looked at.
const OF_A_KIND: usize = 4;

/// The demonstration, served by a router, with everything that is needed to let go of it.
struct Shown {
    app: App,
    clock: Arc<AtomicI64>,
    seeded: Seeded,
    _scratch: Scratch,
}

async fn shown() -> Shown {
    let scratch = Scratch::new().expect("a database");
    let settings = Settings {
        listen: ([127, 0, 0, 1], 8080).into(),
        data: std::env::temp_dir(),
        content: None,
        database: scratch.url().to_owned(),
        database_replica: None,
        settings_file: None,
        backups: None,
        smtp: None,
        mail_from: "crosswalk@bridgeway.example".to_owned(),
        instance: instance("http://localhost:8080".to_owned()),
        mail_sign_in: true,
        oidc: None,
        behind_proxy: false,
        limits: Limits::default(),
        ..Settings::sample()
    };
    let store = Store::open(scratch.url(), StoreOptions::default()).expect("the database opens");
    let files = Files::read(None).expect("the content is sound");
    let told = seed(settings.clone(), store.clone(), files.clone(), SECRET, Timestamp(NOW)).await;
    let seeded = told.unwrap_or_else(|error| panic!("{error:#}"));
    let clock = Arc::new(AtomicI64::new(NOW));
    let app = App::new(Parts {
        settings,
        store,
        files,
        clock: Clock::moved_by(Arc::clone(&clock)),
        random: Random::seeded(1),
        secret: SECRET,
        transport: Transport::memory(),
    });
    Shown { app: app.await.expect("the app starts"), clock, seeded, _scratch: scratch }
}

impl Shown {
    async fn sign_in(&self, name: &str) -> Visitor {
        let person = story::person(name).expect("one of the cast");
        let router = routes::router(self.app.clone());
        let mut visitor = Visitor::new(router, Arc::clone(&self.clock), person.language, 1);
        visitor.ask("/sign-in", &[("email", person.email)]).await.expect("a letter is on its way");
        jobs::work_off(&self.app).await;
        let letter = self.app.transport.sent().pop().expect("a letter");
        let link =
            letter.letter.text.lines().find(|line| line.contains("/sign-in/")).expect("a link").to_owned();
        let path = link.strip_prefix("http://localhost:8080").expect("a link to us");
        visitor.post(path, &[("name", person.name)]).await.expect("signed in");
        visitor
    }
}

/// An address with its ids, tokens and numbers left out.
fn kind_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let part = |part: &str| {
        let is_id = part.len() >= 36 || (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        if is_id { "*".to_owned() } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// What follows links from a page, each address once and few of a kind. Gives the kinds that were seen, and fails at a
/// page that is not there.
async fn walk(visitor: &mut Visitor, from: &str, empty: &[String]) -> BTreeSet<String> {
    let mut ahead = VecDeque::from([from.to_owned()]);
    let mut known = BTreeSet::from([from.to_owned()]);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = ahead.pop_front() {
        let count = seen.entry(kind_of(&path)).or_default();
        *count += 1;
        if *count > OF_A_KIND {
            continue;
        }
        let page = visitor.get(&path).await.unwrap_or_else(|error| panic!("{path}: {error:#}"));
        assert_eq!(page.status, 200, "{path}");
        if !page.kind.starts_with("text/html") {
            continue;
        }
        for words in empty {
            assert!(!page.html.contains(words.as_str()), "{path} says: {words}");
        }
        // What scripts put on the page later leads nowhere yet.
        let mut parts = page.html.split("<template");
        let first = parts.next().unwrap_or_default().to_owned();
        let html = parts
            .fold(first, |html, part| html + part.split_once("</template>").map_or("", |(_, rest)| rest));
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.split('#').next().unwrap_or_default().replace("&amp;", "&");
            let own = ["/p/", "/w/", "/partnerships", "/account", "/meet/"].iter();
            let bare = link.strip_prefix("/es").unwrap_or(&link);
            let own = own.clone().any(|start| bare.starts_with(start)) && !bare.ends_with(".pdf");
            if own && known.insert(link.clone()) {
                ahead.push_back(link);
            }
        }
    }
    seen.into_keys().collect()
}

/// What pages say when there is nothing to show.
fn empty_words(language: Language, but: &[&str]) -> Vec<String> {
    let all = [
        "activity-none",
        "agenda-none",
        "home-alone-none",
        "home-no-partners",
        "home-no-steps",
        "home-nothing",
        "meetings-none",
        "meeting-too-few",
        "partners-missing-none",
        "partnerships-none",
        "people-invited-none",
        "results-hidden",
        "results-levels-none",
        "results-nothing-moved",
        "rounds-none",
        "rounds-none-member",
        "steps-none",
    ];
    let words = Words::of(language);
    all.into_iter().filter(|key| !but.contains(key)).map(|key| words.t(key).to_owned()).collect()
}

#[tokio::test]
async fn every_page_of_the_partnership_is_full() {
    let shown = shown().await;
    let home = format!("/p/{}", shown.seeded.partnership);
    let mut rosa = shown.sign_in("Rosa Medina").await;
    let seen = walk(&mut rosa, &home, &empty_words(Language::En, &["partners-missing-none"])).await;
    for kind in [
        "/p/*",
        "/p/*/activity",
        "/p/*/agenda",
        "/p/*/evidence",
        "/p/*/meetings",
        "/p/*/meetings/*",
        "/p/*/meetings/*/screen",
        "/p/*/partners",
        "/p/*/partners/*",
        "/p/*/partners/*/edit",
        "/p/*/partners/*/merge",
        "/p/*/partners/import",
        "/p/*/people",
        "/p/*/rounds",
        "/p/*/rounds/*",
        "/p/*/rounds/*/results",
        "/p/*/rounds/new",
        "/p/*/settings",
        "/p/*/steps",
        "/p/*/steps/*",
        "/p/*/workbook",
        "/account",
        "/partnerships",
        "/w/*/reading",
        "/w/*/history",
        "/w/*/snapshots",
        "/w/*/compare",
    ] {
        assert!(seen.contains(kind), "nothing leads to {kind}: {seen:?}");
    }
    let mut luz = shown.sign_in("Luz Rey").await;
    walk(&mut luz, &home, &empty_words(Language::Es, &["partners-missing-none"])).await;
    jobs::work_off(&shown.app).await;
}

#[tokio::test]
async fn the_rounds_tell_of_clear_movement() {
    let shown = shown().await;
    let mut rosa = shown.sign_in("Rosa Medina").await;
    let rounds = rosa.read(&format!("/p/{}/rounds", shown.seeded.partnership)).await.expect("the rounds");
    let results: Vec<String> = rounds
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.contains("/rounds/") && link.ends_with("/results"))
        .map(str::to_owned)
        .collect();
    assert_eq!(results.len(), 2, "two rounds are closed: {rounds}");
    let newest = rosa.read(&results[0]).await.expect("results");
    for words in ["From 10 of the 10 partners we asked.", "Over time", "Far apart", "Vinieron a preguntar"] {
        assert!(newest.contains(words), "{words} is not in the results");
    }
}
