//! One organization, and how it is read from a form.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use url::Url;

use crate::{Kind, Letters, Level, Power, Sector, text};
use crosswalk_names::choice;

/// Longest name of an organization, in characters.
pub const NAME_MAX: usize = 160;
/// Longest address of a website, in characters, as it is kept.
pub const WEBSITE_MAX: usize = 300;
/// Longest text: mission, what they bring, whom and where they serve, with whom they work; in characters.
pub const TEXT_MAX: usize = 2_000;
/// Longest name of a contact, in characters.
pub const PERSON_MAX: usize = 120;
/// Longest job title, in characters.
pub const JOB_MAX: usize = 120;
/// Longest mail address, in characters (RFC 5321; all are ASCII).
pub const EMAIL_MAX: usize = 254;
/// Longest phone number with its extension, in characters.
pub const PHONE_MAX: usize = 40;

choice!(
    /// One field of an organization: what a form sends, and a column of a sheet.
    Field, "partner-field":
    /// Its name; never empty.
    Name = "name",
    /// The two letters of its chip; empty until set by hand or found by [`Organization::settle_letters`].
    Letters = "letters",
    /// Its [`Sector`](crate::Sector); may be left out where the kind tells it.
    Sector = "sector",
    /// Its [`Kind`](crate::Kind).
    Kind = "kind",
    /// Its website.
    Website = "website",
    /// What it is there for.
    Mission = "mission",
    /// What it brings to the partnership.
    Brings = "brings",
    /// How much it can decide.
    DecisionPower = "decision_power",
    /// How much it can pay for.
    FundingPower = "funding_power",
    /// Whom it serves.
    Populations = "populations",
    /// Where it serves them.
    Places = "places",
    /// With whom it works already.
    ExistingPartnerships = "existing_partnerships",
    /// Main contact: name.
    MainName = "main_name",
    /// Main contact: job title.
    MainJob = "main_job",
    /// Main contact: mail address.
    MainEmail = "main_email",
    /// Main contact: phone number.
    MainPhone = "main_phone",
    /// Main contact: level.
    MainLevel = "main_level",
    /// Backup contact: name.
    BackupName = "backup_name",
    /// Backup contact: job title.
    BackupJob = "backup_job",
    /// Backup contact: mail address.
    BackupEmail = "backup_email",
    /// Backup contact: phone number.
    BackupPhone = "backup_phone",
    /// Backup contact: level.
    BackupLevel = "backup_level",
);

/// The fields of the main contact.
const MAIN: [Field; 5] =
    [Field::MainName, Field::MainJob, Field::MainEmail, Field::MainPhone, Field::MainLevel];
/// The fields of the backup contact, in the order of [`MAIN`].
const BACKUP: [Field; 5] =
    [Field::BackupName, Field::BackupJob, Field::BackupEmail, Field::BackupPhone, Field::BackupLevel];

impl Field {
    /// The longest text that it takes, in characters; nothing for choices and letters.
    pub fn chars_max(self) -> Option<usize> {
        match self {
            Field::Name => Some(NAME_MAX),
            Field::Website => Some(WEBSITE_MAX),
            Field::MainName | Field::BackupName => Some(PERSON_MAX),
            Field::MainJob | Field::BackupJob => Some(JOB_MAX),
            Field::MainEmail | Field::BackupEmail => Some(EMAIL_MAX),
            Field::MainPhone | Field::BackupPhone => Some(PHONE_MAX),
            _ => self.is_text().then_some(TEXT_MAX),
        }
    }

    /// Whether it takes several lines.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Field::Mission | Field::Brings | Field::Populations | Field::Places | Field::ExistingPartnerships
        )
    }
}

/// What was typed into each field. A field that is not there is empty.
pub type Fields = BTreeMap<Field, String>;

/// [`Fields`] from pairs. Of two pairs with one field the later stands.
pub fn fields<'a>(pairs: impl IntoIterator<Item = (Field, &'a str)>) -> Fields {
    pairs.into_iter().map(|(field, text)| (field, text.to_owned())).collect()
}

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which field.
    pub field: Field,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// It must not be empty.
    Missing,
    /// It is longer than it may be.
    TooLong {
        /// The most, in characters.
        limit: usize,
    },
    /// No mail address that can be written to.
    BadEmail,
    /// No address of a website.
    BadUrl,
    /// Not two letters or digits.
    BadLetters,
    /// None of the words to choose from.
    UnknownChoice,
    /// The kind belongs to another sector than the one chosen.
    OtherSector,
    /// Another organization has these letters.
    Taken,
}

/// A person at an organization. At least one field is filled. `Debug` shows none: no log holds a person by accident.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Job title.
    pub job: String,
    /// Mail address in small letters; one that `mail::Address` takes as well.
    pub email: String,
    /// Phone number as typed.
    pub phone: String,
    /// Where they stand in the organization, if told.
    pub level: Option<Level>,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contact").finish_non_exhaustive()
    }
}

/// One organization of a partnership. All texts are as [`Organization::parse`] leaves them: clean and within limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// Never empty.
    pub name: String,
    /// The letters of its chip, once set or settled.
    pub letters: Option<Letters>,
    /// Always the one of the kind, if that is told.
    pub sector: Sector,
    /// What sort of organization it is, if told.
    pub kind: Option<Kind>,
    /// An `http` or `https` address, or empty.
    pub website: String,
    /// What it is there for.
    pub mission: String,
    /// What it brings: people, data, rooms, trust.
    pub brings: String,
    /// How much it can decide, if told.
    pub decision_power: Option<Power>,
    /// How much it can pay for, if told.
    pub funding_power: Option<Power>,
    /// Whom it serves.
    pub populations: String,
    /// Where it serves them.
    pub places: String,
    /// With whom it works already.
    pub existing_partnerships: String,
    /// Whom to call.
    pub main: Option<Contact>,
    /// Whom to call if the main contact leaves.
    pub backup: Option<Contact>,
}

impl Organization {
    /// Reads an organization from what was typed. Spaces at the ends, control characters and the like are put in order;
    /// everything else that is wrong is named, each field once, in the order of [`Field::ALL`].
    ///
    /// ```
    /// # use crosswalk_partners::{Field, Organization, ProblemKind, Sector, fields};
    /// let typed = fields([(Field::Name, " Harlan Fund "), (Field::Kind, "business"), (Field::Website, "harlan.org")]);
    /// let fund = Organization::parse(&typed).expect("nothing is wrong");
    /// assert_eq!((fund.name.as_str(), fund.sector), ("Harlan Fund", Sector::Funders));
    /// assert_eq!(fund.website, "https://harlan.org/");
    ///
    /// let problems = Organization::parse(&fields([(Field::Sector, "space")])).expect_err("two are wrong");
    /// assert_eq!((problems[0].field, problems[0].kind), (Field::Name, ProblemKind::Missing));
    /// assert_eq!((problems[1].field, problems[1].kind), (Field::Sector, ProblemKind::UnknownChoice));
    /// ```
    pub fn parse(fields: &Fields) -> Result<Self, Vec<Problem>> {
        let mut form = Form { fields, problems: Vec::new() };
        let name = form.text(Field::Name);
        if name.is_empty() {
            form.problem(Field::Name, ProblemKind::Missing);
        }
        let letters = form.parsed(Field::Letters, ProblemKind::BadLetters);
        let sector = form.choice(Field::Sector);
        let kind: Option<Kind> = form.choice(Field::Kind);
        let organization = Self {
            name,
            letters,
            sector: form.sector(sector, kind),
            kind,
            website: form.website(),
            mission: form.text(Field::Mission),
            brings: form.text(Field::Brings),
            decision_power: form.choice(Field::DecisionPower),
            funding_power: form.choice(Field::FundingPower),
            populations: form.text(Field::Populations),
            places: form.text(Field::Places),
            existing_partnerships: form.text(Field::ExistingPartnerships),
            main: form.contact(MAIN),
            backup: form.contact(BACKUP),
        };
        form.problems.sort_by_key(|problem| problem.field);
        if form.problems.is_empty() { Ok(organization) } else { Err(form.problems) }
    }

    /// What a form shows of it; [`Organization::parse`] makes the same organization of it. Empty fields are left out.
    pub fn to_fields(&self) -> Fields {
        let letters = self.letters.map(String::from).unwrap_or_default();
        let word = |power: Option<Power>| power.map_or("", Power::word);
        let mut pairs = vec![
            (Field::Name, self.name.as_str()),
            (Field::Letters, &letters),
            (Field::Sector, self.sector.word()),
            (Field::Kind, self.kind.map_or("", Kind::word)),
            (Field::Website, &self.website),
            (Field::Mission, &self.mission),
            (Field::Brings, &self.brings),
            (Field::DecisionPower, word(self.decision_power)),
            (Field::FundingPower, word(self.funding_power)),
            (Field::Populations, &self.populations),
            (Field::Places, &self.places),
            (Field::ExistingPartnerships, &self.existing_partnerships),
        ];
        for (contact, fields) in [(&self.main, MAIN), (&self.backup, BACKUP)] {
            let Some(Contact { name, job, email, phone, level }) = contact else { continue };
            pairs.extend(fields.into_iter().zip([
                name.as_str(),
                job,
                email,
                phone,
                level.map_or("", Level::word),
            ]));
        }
        fields(pairs.into_iter().filter(|(_, text)| !text.is_empty()))
    }

    /// Gives it letters that no other of its list has: those it has if they are free, else a problem to show; where it
    /// has none, the first that are free.
    ///
    /// ```
    /// # use std::collections::BTreeSet;
    /// # use crosswalk_partners::{Field, Organization, fields};
    /// let typed = fields([(Field::Name, "Milbrook Housing Authority"), (Field::Sector, "housing")]);
    /// let mut authority = Organization::parse(&typed).expect("nothing is wrong");
    /// let taken = BTreeSet::from(["MH".parse().expect("two letters")]);
    /// assert_eq!(authority.settle_letters(&taken).expect("some are free").to_string(), "MA");
    /// ```
    pub fn settle_letters(
        &mut self,
        taken: &std::collections::BTreeSet<Letters>,
    ) -> Result<Letters, Problem> {
        match self.letters {
            Some(letters) if taken.contains(&letters) => {
                Err(Problem { field: Field::Letters, kind: ProblemKind::Taken })
            }
            Some(letters) => Ok(letters),
            None => Ok(*self.letters.insert(Letters::for_name(&self.name, taken))),
        }
    }
}

/// The fields on their way to an organization, and what was found wrong with them.
struct Form<'a> {
    fields: &'a Fields,
    problems: Vec<Problem>,
}

impl Form<'_> {
    /// Names a problem, unless the field has one already.
    fn problem(&mut self, field: Field, kind: ProblemKind) {
        if self.problems.iter().all(|problem| problem.field != field) {
            self.problems.push(Problem { field, kind });
        }
    }

    /// The cleaned text of a field, if it is not too long.
    fn text(&mut self, field: Field) -> String {
        let typed = self.fields.get(&field).map_or("", String::as_str);
        let text = if field.is_text() { text::lines(typed) } else { text::line(typed) };
        self.within(field, text)
    }

    /// The text if the field takes that many characters, else nothing and a problem.
    fn within(&mut self, field: Field, text: String) -> String {
        match field.chars_max() {
            Some(limit) if text.chars().count() > limit => {
                self.problem(field, ProblemKind::TooLong { limit });
                String::new()
            }
            _ => text,
        }
    }

    fn parsed<T: std::str::FromStr>(&mut self, field: Field, problem: ProblemKind) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.problem(field, problem);
        }
        parsed
    }

    fn choice<T: std::str::FromStr>(&mut self, field: Field) -> Option<T> {
        self.parsed(field, ProblemKind::UnknownChoice)
    }

    /// The sector chosen, else the one of the kind. With a problem named, it does not matter which.
    fn sector(&mut self, chosen: Option<Sector>, kind: Option<Kind>) -> Sector {
        let of_kind = kind.map(Kind::sector);
        match (chosen, of_kind) {
            (Some(chosen), Some(of_kind)) if chosen != of_kind => {
                self.problem(Field::Kind, ProblemKind::OtherSector);
            }
            (None, None) => self.problem(Field::Sector, ProblemKind::Missing),
            _ => {}
        }
        chosen.or(of_kind).unwrap_or(Sector::Other)
    }

    fn website(&mut self) -> String {
        let text = self.text(Field::Website);
        if text.is_empty() {
            return text;
        }
        let address = website(&text);
        if address.is_none() {
            self.problem(Field::Website, ProblemKind::BadUrl);
        }
        self.within(Field::Website, address.unwrap_or_default())
    }

    fn contact(&mut self, [name, job, email, phone, level]: [Field; 5]) -> Option<Contact> {
        let contact = Contact {
            name: self.text(name),
            job: self.text(job),
            email: self.email(email),
            // An apostrophe is what spreadsheets put before a number that begins with a plus.
            phone: self.text(phone).trim_start_matches(['\'', ' ']).to_owned(),
            level: self.choice(level),
        };
        (contact != Contact::default()).then_some(contact)
    }

    fn email(&mut self, field: Field) -> String {
        let text = self.text(field).to_ascii_lowercase();
        let text = text.strip_prefix("mailto:").unwrap_or(&text);
        if !text.is_empty() && !is_email(text) {
            self.problem(field, ProblemKind::BadEmail);
            return String::new();
        }
        text.to_owned()
    }
}

/// The address of a website in its one form; `https://` is put before one that has no scheme.
fn website(text: &str) -> Option<String> {
    let has_scheme = text.split_once("://").is_some_and(|(scheme, _)| !scheme.contains(['.', '/']));
    let address = if has_scheme { Url::parse(text) } else { Url::parse(&format!("https://{text}")) }.ok()?;
    let is_web = matches!(address.scheme(), "http" | "https");
    let is_plain = address.username().is_empty() && address.password().is_none();
    // A domain with an ending: no number and no name of a machine nearby.
    let is_public = address.domain().is_some_and(|domain| {
        domain.trim_end_matches('.').rsplit_once('.').is_some_and(|(rest, ending)| {
            !rest.is_empty() && ending.len() >= 2 && !rest.split('.').any(str::is_empty)
        })
    });
    (is_web && is_plain && is_public).then(|| address.into())
}

/// Whether mail can be written to it: the rules of `mail::Address`, which takes every address that passes here.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let local_signs = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_local = (1..=64).contains(&local.len())
        && local.chars().all(local_signs)
        && !(local.starts_with('.') || local.ends_with('.') || local.contains(".."));
    let is_word = |word: &str| {
        (1..=63).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !word.starts_with('-')
            && !word.ends_with('-')
    };
    let is_domain = domain.rsplit_once('.').is_some_and(|(_, ending)| {
        let spelled = ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic());
        domain.split('.').all(is_word) && (spelled || ending.starts_with("xn--"))
    });
    is_local && is_domain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(pairs: &[(Field, &str)]) -> Vec<(Field, ProblemKind)> {
        let whole = [(Field::Name, "A"), (Field::Sector, "housing")].into_iter().chain(pairs.iter().copied());
        match Organization::parse(&fields(whole)) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|one| (one.field, one.kind)).collect(),
        }
    }

    #[test]
    fn each_problem_is_named_once_in_the_order_of_the_fields() {
        let long = "a".repeat(TEXT_MAX + 1);
        assert_eq!(
            problems(&[
                (Field::BackupLevel, "boss"),
                (Field::MainEmail, "rosa@milbrook"),
                (Field::Mission, &long),
                (Field::Website, "ftp://milbrook.org"),
                (Field::Letters, "MHA"),
                (Field::Name, " \u{200b} "),
            ]),
            [
                (Field::Name, ProblemKind::Missing),
                (Field::Letters, ProblemKind::BadLetters),
                (Field::Website, ProblemKind::BadUrl),
                (Field::Mission, ProblemKind::TooLong { limit: TEXT_MAX }),
                (Field::MainEmail, ProblemKind::BadEmail),
                (Field::BackupLevel, ProblemKind::UnknownChoice),
            ]
        );
    }

    #[test]
    fn limits_count_characters() {
        let most = "é".repeat(NAME_MAX);
        assert_eq!(problems(&[(Field::Name, &most)]), []);
        assert_eq!(
            problems(&[(Field::Name, &format!("{most}é"))]),
            [(Field::Name, ProblemKind::TooLong { limit: NAME_MAX })]
        );
    }

    #[test]
    fn sector_and_kind_agree_or_one_tells_the_other() {
        assert_eq!(problems(&[(Field::Sector, ""), (Field::Kind, "hospital")]), []);
        assert_eq!(problems(&[(Field::Kind, "hospital")]), [(Field::Kind, ProblemKind::OtherSector)]);
        assert_eq!(problems(&[(Field::Sector, "")]), [(Field::Sector, ProblemKind::Missing)]);
        assert_eq!(
            problems(&[(Field::Sector, "x"), (Field::Kind, "y")]),
            [(Field::Sector, ProblemKind::UnknownChoice), (Field::Kind, ProblemKind::UnknownChoice)]
        );
    }

    #[test]
    fn websites_take_one_form() {
        for (typed, kept) in [
            ("WWW.Milbrook.org/Schools", "https://www.milbrook.org/Schools"),
            ("http://milbrook.org", "http://milbrook.org/"),
            ("niños.org", "https://xn--nios-hqa.org/"),
            ("milbrook.org:8080/x?y=http://z", "https://milbrook.org:8080/x?y=http://z"),
        ] {
            assert_eq!(website(typed).as_deref(), Some(kept), "{typed}");
        }
        for bad in
            ["milbrook", "10.0.0.1", "https://[::1]/", "javascript:alert(1)", "me@milbrook.org", "a b.org"]
        {
            assert_eq!(website(bad), None, "{bad}");
        }
    }

    #[test]
    fn mail_addresses_are_checked() {
        for good in ["rosa@milbrook.org", "o'brien+x@a-b.co.us", "r@x.xn--p1ai"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "rosa",
            "@x.org",
            "rosa@",
            "rosa@x",
            "r..a@x.org",
            "r@x..org",
            "r@-x.org",
            "ñ@x.org",
            "r@x.1",
            "r@y@x.org",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_contact_is_there_when_anything_of_it_is_and_debug_does_not_show_it() {
        let typed = [(Field::Name, "A"), (Field::Kind, "city"), (Field::MainPhone, "'+1 206 555 0100")];
        let city = Organization::parse(&fields(typed)).expect("nothing is wrong");
        assert_eq!(city.main.as_ref().map(|main| main.phone.as_str()), Some("+1 206 555 0100"));
        assert_eq!(city.backup, None);
        assert!(!format!("{city:?}").contains("555"));
    }
}
