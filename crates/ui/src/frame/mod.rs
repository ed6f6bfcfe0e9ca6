//! The frame of every page: head, header, navigation, footer.

use std::borrow::{Borrow, Cow};
use std::sync::{Arc, LazyLock};

use crosswalk_names::{Language, PartnershipId, Timestamp};

use crate::{Alert, Arg, Color, Moment, PartnershipPaths, Paths, Toast, Words, WorkbookPaths, Zone, base};

/// The moment at which samples take place: 2026-11-18, 16:42 UTC.
pub const SAMPLE_NOW: Timestamp = Timestamp(1_795_020_120_000);
/// A token that opens nothing, for samples.
pub const SAMPLE_TOKEN: &str = "SAMPLE-SAMPLE-SAMPLE-SAMPLE-SAMPLE-SAMPLE-S";

/// What an instance says about itself, from its settings.
#[derive(Debug, Clone)]
pub struct Instance {
    /// "Milbrook Homes & Schools".
    pub name: String,
    /// Who runs it; empty when the settings do not say.
    pub run_by: String,
    /// A mail address for questions.
    pub contact: Option<String>,
    /// Of the header; none: ours.
    pub color: Option<Color>,
    /// The languages of pages; never empty.
    pub languages: Vec<Language>,
    /// `https://crosswalk.example.org`, or `https://example.org/crosswalk`; without a slash at the end.
    pub public_url: String,
    /// The time zone of dates on pages.
    pub zone: Zone,
    /// Whether this is a developer's own machine: shows the outbox and the gallery.
    pub development: bool,
}

impl Instance {
    /// A made-up instance for samples and tests.
    pub fn sample() -> Self {
        Self {
            name: "Milbrook Homes & Schools".into(),
            run_by: "Bridgeway Collective".into(),
            contact: Some("help@bridgeway.example".into()),
            color: None,
            languages: Language::ALL.to_vec(),
            public_url: "https://crosswalk.example.org".into(),
            zone: Zone::utc(),
            development: false,
        }
    }

    /// The full address of `path`, which is one of [`crate::Paths`], for the outside world.
    pub fn absolute(&self, path: &str) -> String {
        let public = self.public_url.trim_end_matches('/');
        let host = public.strip_suffix(base()).unwrap_or(public);
        format!("{host}{path}")
    }
}

/// Colors that a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// In the order of the switch.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The word in the cookie and the form; empty for the device's own.
    pub fn as_str(self) -> &'static str {
        match self {
            Theme::System => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme that `word` stands for; any unknown word leaves it to the device.
    pub fn from_word(word: &str) -> Self {
        Theme::ALL.into_iter().find(|theme| theme.as_str() == word).unwrap_or_default()
    }
}

/// Which entry of the navigation is the current page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nav {
    /// None of them.
    #[default]
    None,
    /// The first page.
    Home,
    /// Your workbooks on this device.
    Workbooks,
    /// What there is to read.
    Toolkit,
    /// Help.
    Help,
    /// The workbook itself.
    Workbook,
    /// What to work on next.
    Reading,
    /// Every change.
    History,
    /// Named states.
    Snapshots,
    /// Send it on.
    Send,
    /// A partnership's home.
    PartnershipHome,
    /// A partnership's rounds and their results.
    Rounds,
    /// A partnership's organizations.
    Partners,
    /// A partnership's members.
    People,
    /// A partnership's next steps.
    Steps,
}

/// The partnership that a page belongs to.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// Its id.
    pub id: PartnershipId,
    /// As people call it.
    pub name: Cow<'a, str>,
    /// The organization that convenes it; empty when none is named.
    pub backbone: Cow<'a, str>,
    /// Of the header; none: that of the site.
    pub color: Option<Color>,
}

/// One entry of the navigation.
pub struct NavItem {
    /// Where it leads.
    pub url: String,
    /// What it says.
    pub label: &'static str,
    /// Whether it is the current page.
    pub current: bool,
}

/// The way to the same page in the other language. Its words are in that language.
pub struct Switch {
    /// Where it leads.
    pub url: String,
    /// `en` or `es`.
    pub code: &'static str,
    /// "Español".
    pub name: &'static str,
    /// "En español".
    pub in_it: &'static str,
}

/// The workbook that a page belongs to.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// The token of the address: the edit or the read one.
    pub token: Cow<'a, str>,
    /// As people call it; empty when it has no title yet.
    pub title: Cow<'a, str>,
    /// Whether this token may edit.
    pub editable: bool,
}

impl<'a> Book<'a> {
    /// A workbook opened by `token`.
    pub fn new(token: impl Into<Cow<'a, str>>, title: impl Into<Cow<'a, str>>, editable: bool) -> Self {
        Self { token: token.into(), title: title.into(), editable }
    }
}

/// All that the frame of a page needs to know.
pub struct Frame<'a> {
    /// The words of the page's language.
    pub words: &'static Words,
    /// Who runs this.
    pub instance: Arc<Instance>,
    /// The page's address without the language prefix, with its query: `/w/T/history?before=9`.
    pub here: Cow<'a, str>,
    /// The moment of the request.
    pub now: Timestamp,
    /// The colors.
    pub theme: Theme,
    /// The current entry of the navigation.
    pub nav: Nav,
    /// The workbook that the page belongs to, if it does.
    pub book: Option<Book<'a>>,
    /// The partnership that the page belongs to, if it does.
    pub group: Option<Group<'a>>,
    /// The name of who is signed in; empty for a person without a name, none when nobody is.
    pub account: Option<Cow<'a, str>>,
    /// Whether search engines may list the page. Pages of workbooks never.
    pub indexed: bool,
    /// What search engines show of the page; empty for the site's own sentence.
    pub description: Cow<'a, str>,
    /// Scripts of the page by logical name, besides `site.js`.
    pub scripts: Vec<&'static str>,
    /// The name that the person gave on this device; empty without one.
    pub person: Cow<'a, str>,
    /// A message above the page.
    pub notice: Option<Alert>,
    /// What was just done, with the way back.
    pub toast: Option<Toast>,
}

impl<'a> Frame<'a> {
    /// A plain frame for the page at `here`.
    pub fn new(
        language: Language,
        instance: Arc<Instance>,
        here: impl Into<Cow<'a, str>>,
        now: Timestamp,
        theme: Theme,
    ) -> Self {
        Self {
            words: Words::of(language),
            instance,
            here: here.into(),
            now,
            theme,
            nav: Nav::None,
            book: None,
            group: None,
            account: None,
            indexed: false,
            description: "".into(),
            scripts: Vec::new(),
            person: "".into(),
            notice: None,
            toast: None,
        }
    }

    /// Marks the current entry of the navigation.
    #[must_use]
    pub fn nav(mut self, nav: Nav) -> Self {
        self.nav = nav;
        self
    }
    /// Says which workbook the page belongs to.
    #[must_use]
    pub fn book(mut self, book: Book<'a>) -> Self {
        self.book = Some(book);
        self
    }
    /// Says which partnership the page belongs to.
    #[must_use]
    pub fn group(mut self, group: Group<'a>) -> Self {
        self.group = Some(group);
        self
    }
    /// Says who is signed in.
    #[must_use]
    pub fn account(mut self, name: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.account = name.map(Into::into);
        self
    }
    /// Lets search engines list the page.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        self.indexed = true;
        self
    }
    /// Says what the page is about.
    #[must_use]
    pub fn described(mut self, description: impl Into<Cow<'a, str>>) -> Self {
        self.description = description.into();
        self
    }
    /// Adds a script by logical name.
    #[must_use]
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }
    /// Says what the person is called.
    #[must_use]
    pub fn person(mut self, name: impl Into<Cow<'a, str>>) -> Self {
        self.person = name.into();
        self
    }
    /// Puts a message above the page.
    #[must_use]
    pub fn notice(mut self, alert: Alert) -> Self {
        self.notice = Some(alert);
        self
    }
    /// Says what was just done.
    #[must_use]
    pub fn toast(mut self, toast: Toast) -> Self {
        self.toast = Some(toast);
        self
    }

    /// A frame for samples: a made-up instance, on a fixed day.
    pub fn sample(language: Language, here: &'static str) -> Frame<'static> {
        static INSTANCE: LazyLock<Arc<Instance>> = LazyLock::new(|| Arc::new(Instance::sample()));
        Frame::new(language, Arc::clone(&INSTANCE), here, SAMPLE_NOW, Theme::System)
    }
    /// [`Frame::sample`] for a page of a workbook that can be edited.
    pub fn sample_book(language: Language, here: &'static str, nav: Nav) -> Frame<'static> {
        let title = match language {
            Language::En => "Riverside school and housing table",
            Language::Es => "Mesa de escuela y vivienda de Riverside",
        };
        Frame::sample(language, here)
            .nav(nav)
            .book(Book::new(SAMPLE_TOKEN, title, true))
            .person("Rosa Medina")
    }

    /// [`Frame::sample`] for a page of a partnership, with somebody signed in.
    pub fn sample_group(language: Language, here: &'static str, nav: Nav) -> Frame<'static> {
        let group = Group {
            id: PartnershipId(uuid::Uuid::nil()),
            name: "Milbrook Homes & Schools".into(),
            backbone: "Bridgeway Collective".into(),
            color: None,
        };
        Frame::sample(language, here).nav(nav).group(group).account(Some("Rosa Medina"))
    }

    /// The page's language.
    pub fn language(&self) -> Language {
        self.words.language()
    }
    /// The language with its region, so that numbers follow the marks of the United States in scripts too.
    pub fn lang(&self) -> &'static str {
        match self.language() {
            Language::En => "en-US",
            Language::Es => "es-US",
        }
    }
    /// [`Words::t`].
    pub fn t<'k>(&self, key: &'k str) -> &'k str {
        self.words.t(key)
    }
    /// [`Words::tn`].
    pub fn tn(&self, key: &str, n: impl Borrow<usize>) -> String {
        self.words.tn(key, n)
    }
    /// [`Words::tx`].
    pub fn tx(&self, key: &str, name: &str, text: &str) -> String {
        self.words.tx(key, name, text)
    }
    /// [`Words::with`].
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.with(key, args)
    }
    /// Addresses in the page's language.
    pub fn paths(&self) -> Paths {
        Paths::new(self.language())
    }
    /// Addresses of the page's workbook. Only pages that belong to one may ask.
    pub fn book_paths(&self) -> WorkbookPaths {
        self.paths().workbook(self.book.as_ref().map_or("", |book| &book.token))
    }
    /// Addresses of the page's partnership. Only pages that belong to one may ask.
    pub fn group_paths(&self) -> PartnershipPaths {
        let id = self.group.as_ref().map_or(PartnershipId(uuid::Uuid::nil()), |group| group.id);
        self.paths().partnership(id)
    }
    /// Where a person signs in and then comes back to this page.
    pub fn sign_in(&self) -> String {
        self.paths().sign_in_for(&self.here)
    }
    /// What to call the page's workbook, also when it has no title.
    pub fn book_title(&self) -> &str {
        match &self.book {
            Some(book) if !book.title.is_empty() => &book.title,
            _ => self.t("book-untitled"),
        }
    }
    /// Whether the page's workbook may be edited from here.
    pub fn editable(&self) -> bool {
        self.book.as_ref().is_some_and(|book| book.editable)
    }
    /// This page in `language`.
    pub fn here_in(&self, language: Language) -> String {
        Paths::new(language).to(&self.here)
    }
    /// This page's address as it stands in the browser.
    pub fn here(&self) -> String {
        self.here_in(self.language())
    }
    /// The color of the header, where it is not ours.
    pub fn color(&self) -> Option<Color> {
        self.group.as_ref().and_then(|group| group.color).or(self.instance.color)
    }
    /// The way to this page in the other language, where the site has it.
    pub fn switch(&self) -> Option<Switch> {
        let other = self.language().other();
        if !self.instance.languages.contains(&other) {
            return None;
        }
        let in_it = match other {
            Language::En => "In English",
            Language::Es => "En español",
        };
        Some(Switch { url: self.here_in(other), code: other.code(), name: other.own_name(), in_it })
    }
    /// This page's full address in every language of the site, with the language's code.
    pub fn alternates(&self) -> Vec<(&'static str, String)> {
        let address = |language: &Language| (language.code(), self.public_here(*language));
        self.instance.languages.iter().map(address).collect()
    }
    /// This page's full address in `language`, for the outside world.
    pub fn public_here(&self, language: Language) -> String {
        self.instance.absolute(&self.here_in(language))
    }
    /// `Nov 18, 2026`.
    pub fn date(&self, moment: impl Borrow<Timestamp>) -> Moment {
        self.instance.zone.day(self.language(), *moment.borrow())
    }
    /// `November 18, 2026`, as plain text.
    pub fn long_date(&self, moment: impl Borrow<Timestamp>) -> String {
        self.instance.zone.long_date(self.language(), *moment.borrow())
    }
    /// `10:42 AM UTC`.
    pub fn time(&self, moment: impl Borrow<Timestamp>) -> Moment {
        self.instance.zone.clock(self.language(), *moment.borrow())
    }
    /// `Nov 18, 2026, 10:42 AM UTC`.
    pub fn moment(&self, moment: impl Borrow<Timestamp>) -> Moment {
        self.instance.zone.moment(self.language(), *moment.borrow())
    }
    /// `5 minutes ago`.
    pub fn ago(&self, moment: impl Borrow<Timestamp>) -> Moment {
        self.instance.zone.ago(self.words, *moment.borrow(), self.now)
    }

    /// The entries of the navigation: the workbook's own while inside one.
    pub fn nav_items(&self) -> Vec<NavItem> {
        let paths = self.paths();
        let item = |nav: Nav, url: String, label| NavItem { url, label, current: self.nav == nav };
        let mut items = Vec::with_capacity(7);
        if let Some(group) = &self.group {
            let own = paths.partnership(group.id);
            items.push(item(Nav::PartnershipHome, own.home(), self.t("nav-home")));
            items.push(item(Nav::Workbook, own.workbook(), self.t("nav-workbook")));
            items.push(item(Nav::Rounds, own.rounds(), self.t("nav-rounds")));
            items.push(item(Nav::Partners, own.partners(), self.t("nav-partners")));
            items.push(item(Nav::People, own.people(), self.t("nav-people")));
            items.push(item(Nav::Steps, own.steps(), self.t("nav-steps")));
            items.push(item(Nav::Toolkit, paths.toolkit(), self.t("nav-toolkit")));
            return items;
        }
        if let Some(book) = &self.book {
            let own = paths.workbook(&book.token);
            items.push(item(Nav::Workbook, own.page(), self.t("nav-workbook")));
            items.push(item(Nav::Reading, own.reading(), self.t("nav-reading")));
            items.push(item(Nav::History, own.history(), self.t("nav-history")));
            items.push(item(Nav::Snapshots, own.snapshots(), self.t("nav-snapshots")));
            if book.editable {
                items.push(item(Nav::Send, own.shares(), self.t("nav-send")));
            }
        } else {
            items.push(item(Nav::Home, paths.home(), self.t("nav-home")));
        }
        items.push(item(Nav::Workbooks, paths.workbooks(), self.t("nav-workbooks")));
        items.push(item(Nav::Toolkit, paths.toolkit(), self.t("nav-toolkit")));
        // Seven entries are the most that a reader takes in; the footer has help on every page.
        if self.book.is_none() {
            items.push(item(Nav::Help, paths.help(), self.t("nav-help")));
        }
        items
    }

    /// The entries of the color switch: word, label, whether chosen.
    pub fn themes(&self) -> [(&'static str, &'static str, bool); 3] {
        Theme::ALL.map(|theme| {
            let label = match theme {
                Theme::System => self.t("theme-system"),
                Theme::Light => self.t("theme-light"),
                Theme::Dark => self.t("theme-dark"),
            };
            (theme.as_str(), label, theme == self.theme)
        })
    }
}
