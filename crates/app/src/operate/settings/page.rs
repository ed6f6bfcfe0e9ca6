//! The page of settings.

use askama::Template;
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_ui::{self as ui, Choice, ColorProblem, Field, Frame, Problems, SAMPLE_NOW, Sample, Words};

use super::super::page::Tab;
use crate::adjust::{Mistake, Origin, Setting};
use crate::partnerships::settings::color_words;
use crate::settings::Settings;

/// A setting with its value and where that comes from.
pub struct SettingLine {
    /// Which.
    pub setting: Setting,
    /// Where its value comes from.
    pub origin: Origin,
    /// Whether the value holds only from the next start on.
    pub waits: bool,
    /// Its value, or what was typed.
    pub value: String,
}

impl SettingLine {
    /// The line in words.
    pub fn shown(self, words: &Words) -> ShownSetting {
        let origin = match self.origin {
            Origin::Default => "operate-from-default",
            Origin::File => "operate-from-file",
            Origin::Page => "operate-from-page",
            Origin::Start => "operate-from-start",
        };
        let mut hint = vec![words.t(hint(self.setting)), words.t(origin)];
        if self.setting.waits_for_start() && self.origin != Origin::Start {
            hint.push(words.t(if self.waits { "operate-waits" } else { "operate-next-start" }));
        }
        ShownSetting {
            key: self.setting.key(),
            label: label(self.setting),
            hint: hint.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
            choices: self.setting.choices().map_or_else(Vec::new, |choices| {
                choices.iter().map(|value| (*value, words.t(choice_label(value)))).collect()
            }),
            value: self.value,
            is_fixed: self.origin == Origin::Start,
            is_own: self.origin == Origin::Page,
        }
    }
}

/// A setting as the page shows it.
pub struct ShownSetting {
    /// Its key.
    pub key: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// What it is for, where its value comes from, and from when on it holds.
    pub hint: String,
    /// All its values with their labels, where there are few.
    pub choices: Vec<(&'static str, &'static str)>,
    /// Its value.
    pub value: String,
    /// Whether whoever starts the program has set it.
    pub is_fixed: bool,
    /// Whether it was set here, and so can go back to what the file says.
    pub is_own: bool,
}

impl ShownSetting {
    /// Its value, as people say it.
    fn said(&self) -> &str {
        let choice = self.choices.iter().find(|(value, _)| *value == self.value);
        choice.map_or(&self.value, |(_, label)| label)
    }
}

/// Settings that belong together.
pub struct SettingGroup {
    /// The key of the heading.
    pub title: &'static str,
    /// The settings.
    pub lines: Vec<ShownSetting>,
}

/// Puts the settings, which come in the order of [`Setting::ALL`], under headings.
pub fn grouped(lines: impl IntoIterator<Item = (Setting, ShownSetting)>) -> Vec<SettingGroup> {
    let mut groups: Vec<SettingGroup> = Vec::new();
    for (setting, line) in lines {
        let title = heading(setting);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.lines.push(line),
            None => groups.push(SettingGroup { title, lines: vec![line] }),
        }
    }
    groups
}

fn heading(setting: Setting) -> &'static str {
    match setting {
        Setting::Name
        | Setting::RunBy
        | Setting::Contact
        | Setting::Color
        | Setting::Languages
        | Setting::TimeZone => "operate-group-site",
        Setting::MailFrom | Setting::MailSignIn => "operate-group-mail",
        Setting::RetentionMonths
        | Setting::PeopleMax
        | Setting::NotesMax
        | Setting::CommentMax
        | Setting::OwnQuestionsMax
        | Setting::DocumentMax => "operate-group-workbooks",
    }
}

fn choice_label(value: &str) -> &'static str {
    match value {
        "en es" => "operate-languages-both",
        "en" => "operate-languages-en",
        "es" => "operate-languages-es",
        "yes" => "operate-yes",
        _ => "operate-no",
    }
}

/// A change that was made.
pub struct ChangeLine {
    /// When.
    pub at: Timestamp,
    /// Who; none: the command line, or somebody who is gone.
    pub who: Option<String>,
    /// The name of the setting.
    pub label: String,
    /// The value before.
    pub before: String,
    /// The value after; none: back to file or default.
    pub after: Option<String>,
}

/// What is set.
#[derive(Template)]
#[template(path = "operate/settings/settings.html")]
pub struct SettingsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Which page it is.
    pub tab: Tab,
    /// The settings.
    pub groups: Vec<SettingGroup>,
    /// What is set on the machine: the keys of the labels, and the values.
    pub machine: Vec<(&'static str, String)>,
    /// The last changes, the newest first.
    pub changes: Vec<ChangeLine>,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl SettingsPage<'_> {
    /// "Name: from A to B", with words for nothing.
    fn change(&self, line: &ChangeLine) -> String {
        let words = self.frame.words;
        let or_nothing = |text: &str| {
            if text.is_empty() { words.t("operate-nothing").to_owned() } else { format!("“{text}”") }
        };
        let before = or_nothing(&line.before);
        match &line.after {
            Some(after) => words.with(
                "operate-changed",
                &[
                    ("what", line.label.as_str().into()),
                    ("before", before.as_str().into()),
                    ("after", or_nothing(after).into()),
                ],
            ),
            None => words.with(
                "operate-changed-back",
                &[("what", line.label.as_str().into()), ("before", before.as_str().into())],
            ),
        }
    }

    fn who<'l>(&'l self, line: &'l ChangeLine) -> &'l str {
        match line.who.as_deref() {
            Some("") => self.frame.t("operate-somebody"),
            Some(name) => name,
            None => self.frame.t("operate-command-line"),
        }
    }
}

/// The key of a setting's label.
pub fn label(setting: Setting) -> &'static str {
    match setting {
        Setting::Name => "operate-set-name",
        Setting::RunBy => "operate-set-run-by",
        Setting::Contact => "operate-set-contact",
        Setting::Color => "settings-color",
        Setting::Languages => "operate-set-languages",
        Setting::MailFrom => "operate-set-mail-from",
        Setting::MailSignIn => "operate-set-mail-sign-in",
        Setting::TimeZone => "operate-set-time-zone",
        Setting::RetentionMonths => "operate-set-retention",
        Setting::PeopleMax => "operate-set-people",
        Setting::NotesMax => "operate-set-notes",
        Setting::CommentMax => "operate-set-comment",
        Setting::OwnQuestionsMax => "operate-set-questions",
        Setting::DocumentMax => "operate-set-document",
    }
}

fn hint(setting: Setting) -> &'static str {
    match setting {
        Setting::Name => "operate-set-name-hint",
        Setting::RunBy => "operate-set-run-by-hint",
        Setting::Contact => "operate-set-contact-hint",
        Setting::Color => "settings-color-hint",
        Setting::Languages => "operate-set-languages-hint",
        Setting::MailFrom => "operate-set-mail-from-hint",
        Setting::MailSignIn => "operate-set-mail-sign-in-hint",
        Setting::TimeZone => "operate-set-time-zone-hint",
        Setting::RetentionMonths => "operate-set-retention-hint",
        Setting::PeopleMax => "operate-set-people-hint",
        Setting::NotesMax => "operate-set-notes-hint",
        Setting::CommentMax => "operate-set-comment-hint",
        Setting::OwnQuestionsMax => "operate-set-questions-hint",
        Setting::DocumentMax => "operate-set-document-hint",
    }
}

/// What is wrong with a value, in the words of the page.
pub fn mistake_words(words: &Words, mistake: &Mistake) -> String {
    let number = |number: i64| usize::try_from(number).unwrap_or_default();
    match mistake {
        Mistake::Empty => words.t("operate-mistake-empty").to_owned(),
        Mistake::TooLong(most) => words.tn("operate-mistake-long", *most),
        Mistake::NoAddress(_) => words.t("operate-mistake-address").to_owned(),
        Mistake::NoZone => words.t("operate-mistake-zone").to_owned(),
        Mistake::NoColor(problem) => words.t(color_words(*problem)).to_owned(),
        Mistake::NoChoice(_) => words.t("operate-mistake-choice").to_owned(),
        Mistake::NoOtherWay => words.t("operate-mistake-no-other-way").to_owned(),
        Mistake::NoNumber(least, most) => words.with(
            "operate-mistake-number",
            &[("least", number(*least).into()), ("most", number(*most).into())],
        ),
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let settings = Settings::sample();
    let page = |problems, changes: Vec<ChangeLine>| SettingsPage {
        frame: Frame::sample(language, "/operate/settings").account(Some("Rosa Medina")),
        tab: Tab::Settings,
        groups: grouped(Setting::ALL.map(|setting| {
            let origin = match setting {
                Setting::Name | Setting::NotesMax => Origin::Page,
                Setting::Contact => Origin::File,
                Setting::MailFrom => Origin::Start,
                _ => Origin::Default,
            };
            let waits = setting == Setting::NotesMax;
            (setting, SettingLine { setting, origin, waits, value: setting.value(&settings) }.shown(words))
        })),
        machine: vec![
            ("operate-machine-public", "https://crosswalk.example.org".to_owned()),
            ("operate-machine-mail", "mail.example.org".to_owned()),
            ("operate-machine-provider", words.t("operate-machine-none").to_owned()),
        ],
        changes,
        problems,
    };
    let change = |who: Option<&str>, before: &str, after: Option<&str>| ChangeLine {
        at: SAMPLE_NOW.plus(-2 * DAY),
        who: who.map(str::to_owned),
        label: words.t(label(Setting::Name)).to_owned(),
        before: before.to_owned(),
        after: after.map(str::to_owned),
    };
    let mut problems = Problems::default();
    problems.add("retention_months", mistake_words(words, &Mistake::NoNumber(0, 1_200)));
    problems.add("color", mistake_words(words, &Mistake::NoColor(ColorProblem::Pale)));
    problems.add("mail_sign_in", mistake_words(words, &Mistake::NoOtherWay));
    problems.add("time_zone", mistake_words(words, &Mistake::NoZone));
    vec![
        Sample::new(
            "operate, settings",
            &page(
                Problems::default(),
                vec![
                    change(Some("Rosa Medina"), "Crosswalk", Some("Milbrook Homes & Schools")),
                    change(None, "Crosswalk", None),
                    change(Some(""), "", Some("Crosswalk")),
                ],
            ),
        ),
        Sample::new("operate, settings with mistakes", &page(problems, Vec::new())),
    ]
}
