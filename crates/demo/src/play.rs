//! Plays the story: every act is a form of the site, sent by the person who would send it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context as _, bail};
use axum::Router;
use crosswalk_app::state::App;
use crosswalk_app::{jobs, routes};
use crosswalk_names::{DAY, HOUR, Language, MINUTE, SECOND, Timestamp};

use crate::Seeded;
use crate::story::{Act, CAST, Person, SCENES, Scene, Voice, When, person};
use crate::visitor::Visitor;

/// Between two things that a person does, in milliseconds.
const PAUSE: i64 = 40 * SECOND;
/// A session ends when it was not used for 30 days: whoever was away that long signs in again.
const AWAY: i64 = 25 * DAY;
/// What browsers say that they are.
const LAPTOP: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) \
                     Chrome/142.0.0.0 Mobile Safari/537.36";

/// The word of an answer by its letter.
fn answer_word(letter: char) -> anyhow::Result<&'static str> {
    Ok(match letter {
        'n' => "not_yet",
        'p' => "in_progress",
        'y' => "yes",
        'd' => "dont_know",
        'a' => "not_applicable",
        other => bail!("{other} is no answer"),
    })
}

/// Where the story stands.
pub struct Stage {
    app: App,
    router: Router,
    clock: Arc<AtomicI64>,
    /// The end of the story.
    now: Timestamp,
    visitors: BTreeMap<&'static str, (Visitor, i64)>,
    phones: Vec<Visitor>,
    /// Stages with their questions, by key.
    checklist: Vec<(String, Vec<String>)>,
    partnership: String,
    organizations: BTreeMap<String, String>,
    people: BTreeMap<&'static str, String>,
    round: String,
    meeting: String,
    code: String,
    asked: &'static str,
    steps: BTreeMap<&'static str, String>,
    items: BTreeMap<&'static str, String>,
}

impl Stage {
    /// An empty stage. `clock` is the one that `app` goes by.
    pub fn new(app: App, clock: Arc<AtomicI64>, now: Timestamp) -> Self {
        let checklist = app.newest_checklist(Language::En);
        let checklist = checklist
            .stages
            .iter()
            .map(|stage| {
                (
                    stage.key.to_string(),
                    stage.questions.iter().map(|question| question.key.to_string()).collect(),
                )
            })
            .collect();
        Self {
            router: routes::router(app.clone()),
            app,
            clock,
            now,
            visitors: BTreeMap::new(),
            phones: Vec::new(),
            checklist,
            partnership: String::new(),
            organizations: BTreeMap::new(),
            people: BTreeMap::new(),
            round: String::new(),
            meeting: String::new(),
            code: String::new(),
            asked: "",
            steps: BTreeMap::new(),
            items: BTreeMap::new(),
        }
    }

    /// Plays it all.
    pub async fn play(mut self) -> anyhow::Result<Seeded> {
        for scene in SCENES {
            self.scene(scene).await.with_context(|| format!("{:?}: {}", scene.when, scene.who))?;
        }
        jobs::work_off(&self.app).await;
        Ok(Seeded { partnership: self.partnership, code: self.code })
    }

    async fn scene(&mut self, scene: &Scene) -> anyhow::Result<()> {
        let before = self.clock.load(Ordering::SeqCst);
        let begins = moment(self.now, scene.when).0.max(before);
        self.clock.store(begins, Ordering::SeqCst);
        if begins / DAY > before / DAY {
            // As the server does every hour: rounds close, people are reminded.
            let cleaned = jobs::clean_up(&self.app).await;
            cleaned.map_err(|error| anyhow::anyhow!("the clean-up stopped: {}", error.status()))?;
        }
        let person = person(scene.who).context("nobody of this name")?;
        self.enter(person).await?;
        for act in scene.acts {
            self.act(person, act).await.with_context(|| format!("{act:?}"))?;
            self.clock.fetch_add(PAUSE, Ordering::SeqCst);
            jobs::work_off(&self.app).await;
        }
        Ok(())
    }

    fn visitor(&self, person: &Person, number: u8) -> Visitor {
        Visitor::new(self.router.clone(), Arc::clone(&self.clock), person.language, number)
            .agent(if person.phone { PHONE } else { LAPTOP })
    }

    /// Signs a person in, unless they still are.
    async fn enter(&mut self, person: &'static Person) -> anyhow::Result<()> {
        let now = self.clock.load(Ordering::SeqCst);
        let place = CAST.iter().position(|other| other.name == person.name).unwrap_or_default();
        let mut visitor = match self.visitors.remove(person.name) {
            Some((visitor, seen)) if now - seen < AWAY => {
                self.visitors.insert(person.name, (visitor, now));
                return Ok(());
            }
            Some((visitor, _)) => visitor,
            None => self.visitor(person, u8::try_from(place + 1)?),
        };
        visitor.ask("/sign-in", &[("email", person.email)]).await?;
        let link = self.letter(person, "/sign-in/").await?;
        visitor.post(&link, &[("name", person.name)]).await?;
        self.visitors.insert(person.name, (visitor, now));
        Ok(())
    }

    /// The path of the link in the newest letter to somebody that leads to such a page.
    async fn letter(&self, person: &Person, start: &str) -> anyhow::Result<String> {
        jobs::work_off(&self.app).await;
        let letters = self.app.transport.sent();
        let theirs = letters.iter().rev().filter(|letter| letter.to.as_str() == person.email);
        let links = theirs.flat_map(|letter| letter.letter.text.lines());
        let link = links.filter(|line| line.starts_with("http")).find(|line| line.contains(start));
        let link = link.with_context(|| format!("no letter to {} with {start}", person.name))?;
        let path = link.find(start).map(|at| &link[at..]);
        Ok(path.unwrap_or_default().to_owned())
    }

    fn at(&self, rest: &str) -> String {
        format!("/p/{}{rest}", self.partnership)
    }

    fn who(&mut self, person: &Person) -> anyhow::Result<&mut Visitor> {
        self.visitors.get_mut(person.name).map(|(visitor, _)| visitor).context("they are not here")
    }

    /// Sends a form of the partnership.
    async fn send(&mut self, who: &Person, rest: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let path = self.at(rest);
        self.who(who)?.post(&path, fields).await
    }

    async fn read(&mut self, who: &Person, rest: &str) -> anyhow::Result<String> {
        let path = self.at(rest);
        self.who(who)?.read(&path).await
    }

    /// Sends a form that makes something, and finds the id of it in the page that lists it: the one that was not there.
    async fn make(&mut self, who: &Person, rest: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let start = format!("{rest}/");
        let before = ids(&self.read(who, rest).await?, &start);
        self.send(who, rest, fields).await?;
        let after = ids(&self.read(who, rest).await?, &start);
        after.into_iter().find(|id| !before.contains(id)).with_context(|| format!("nothing new in {rest}"))
    }

    fn organization(&self, name: &str) -> anyhow::Result<String> {
        self.organizations.get(name).cloned().with_context(|| format!("no organization {name}"))
    }

    async fn act(&mut self, who: &'static Person, act: &'static Act) -> anyhow::Result<()> {
        match act {
            Act::Found { name, community } => self.found(who, name, community).await,
            Act::Settings(fields) => {
                let mut fields = fields.to_vec();
                let backbone = fields.iter().find(|(field, _)| *field == "backbone").map(|(_, name)| *name);
                let backbone = self.organization(backbone.unwrap_or_default())?;
                fields.retain(|(field, _)| *field != "backbone");
                fields.push(("backbone", &backbone));
                self.send(who, "/settings", &fields).await.map(drop)
            }
            Act::Partner(fields) => {
                let to = self.send(who, "/partners", fields).await?;
                let name = fields.iter().find(|(field, _)| *field == "name").map(|(_, name)| *name);
                self.organizations.insert(name.unwrap_or_default().to_owned(), last(&to));
                Ok(())
            }
            Act::Import(sheet) => self.import(who, sheet).await,
            Act::Speak => self.speak(who).await,
            Act::Invite(names) => self.invite(who, names).await,
            Act::InviteOther(email, organization) => {
                let organization = self.organization(organization)?;
                let fields = [("to", *email), ("role", "member"), ("organization", &organization)];
                self.send(who, "/invitations", &fields).await.map(drop)
            }
            Act::RemindOther(email) => {
                let page = self.read(who, "/people").await?;
                let id = id_after(&page, email, "/invitations/").context("no such invitation")?;
                self.send(who, &format!("/invitations/{id}/reminder"), &[]).await.map(drop)
            }
            Act::InviteLink(organization) => {
                let organization = self.organization(organization)?;
                let fields = [("role", "member"), ("organization", organization.as_str())];
                self.send(who, "/invitations/links", &fields).await.map(drop)
            }
            Act::Join => {
                let link = self.letter(who, "/join/").await?;
                self.who(who)?.post(&link, &[]).await.map(drop)
            }
            Act::OpenRound { closes, asked } => self.open_round(who, *closes, asked).await,
            Act::Answer(voice) => self.answer(who, voice).await,
            Act::Remind => {
                let path = format!("/rounds/{}/reminders", self.round);
                self.send(who, &path, &[]).await.map(drop)
            }
            Act::CloseRound => {
                let path = format!("/rounds/{}/close", self.round);
                self.send(who, &path, &[]).await.map(drop)
            }
            Act::Meet | Act::Ask(_) | Act::Tap(_) | Act::Reveal | Act::Agree(..) | Act::EndMeeting => {
                self.in_the_room(who, act).await
            }
            Act::Step { text, owner, due, question } => self.step(who, text, owner, *due, question).await,
            Act::StepDone(text) => {
                let id = self.steps.get(text).context("no such step")?;
                let path = format!("/steps/{id}/done");
                self.send(who, &path, &[]).await.map(drop)
            }
            Act::Agenda(question, note) => {
                let id = self.make(who, "/agenda", &[("question", question), ("note", note)]).await?;
                self.items.insert(question, id);
                Ok(())
            }
            Act::AgendaDone(question) => {
                let id = self.items.get(question).context("not on the agenda")?;
                let path = format!("/agenda/{id}/done");
                self.send(who, &path, &[]).await.map(drop)
            }
            Act::Evidence(question, kind, label, link) => {
                let fields = [("question", *question), ("kind", kind), ("label", label), ("link", link)];
                self.send(who, "/evidence", &fields).await.map(drop)
            }
            Act::Team(_)
            | Act::Owner(..)
            | Act::Note(..)
            | Act::Reply(..)
            | Act::StageNotes(..)
            | Act::OwnQuestion(..)
            | Act::Snapshot(_) => self.in_the_workbook(who, act).await,
        }
    }

    async fn found(&mut self, who: &Person, name: &str, community: &str) -> anyhow::Result<()> {
        let visitor = self.who(who)?;
        let workbook = visitor.post("/workbooks", &[]).await?;
        visitor.post(&format!("{workbook}/details"), &[("title", name), ("community", community)]).await?;
        let fields = [("name", name), ("community", community)];
        let home = visitor.post(&format!("{workbook}/claim"), &fields).await?;
        self.partnership = last(&home);
        Ok(())
    }

    async fn import(&mut self, who: &Person, sheet: &str) -> anyhow::Result<()> {
        let path = self.at("/partners/import");
        let preview = self.who(who)?.upload(&path, "partners.csv", sheet).await?;
        let rows = preview.split("name=\"rows\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let rows = rows.context("the preview has no rows")?.to_owned();
        let names: Vec<String> = (0..sheet.lines().count() - 1).map(|row| format!("row.{row}")).collect();
        let mut fields = vec![("rows", rows.as_str())];
        fields.extend(names.iter().map(|name| (name.as_str(), "add")));
        self.send(who, "/partners/import/confirm", &fields).await?;
        let list = self.read(who, "/partners").await?;
        for line in sheet.lines().skip(1) {
            let name = line.split(',').next().unwrap_or_default();
            let id = id_before(&list, name, "/partners/").with_context(|| format!("{name} is not listed"))?;
            self.organizations.insert(name.to_owned(), id);
        }
        Ok(())
    }

    async fn speak(&mut self, who: &'static Person) -> anyhow::Result<()> {
        let page = self.read(who, "/people").await?;
        let own = page.split("/people/").skip(1).map(|rest| rest.chars().take(36).collect::<String>());
        let own = own.filter(|id| is_id(id)).find(|id| !self.people.values().any(|known| known == id));
        let own = own.context("no form of their own")?;
        let organization = self.organization(who.organization)?;
        let fields = [("role", who.role), ("organization", &organization), ("level", who.level)];
        self.send(who, &format!("/people/{own}"), &fields).await?;
        self.people.insert(who.name, own);
        Ok(())
    }

    async fn invite(&mut self, who: &Person, names: &[&str]) -> anyhow::Result<()> {
        for name in names {
            let guest = person(name).context("nobody of this name")?;
            let organization = self.organization(guest.organization)?;
            let fields = [("to", guest.email), ("role", guest.role), ("organization", &organization)];
            self.send(who, "/invitations", &fields).await?;
        }
        Ok(())
    }

    async fn open_round(&mut self, who: &Person, closes: i64, asked: &[(&str, u32)]) -> anyhow::Result<()> {
        let instance = self.app.instance();
        let zone = &instance.zone;
        let today = Timestamp(self.clock.load(Ordering::SeqCst));
        let date = zone.long_date(Language::En, today);
        // "May 20, 2026": the round of May 2026.
        let name: Vec<&str> = date.split(' ').collect();
        let name = format!("{} {}", name.first().unwrap_or(&""), name.last().unwrap_or(&""));
        let closes = zone.day_key(self.now.plus(closes * DAY));
        let mut fields = vec![
            ("name".to_owned(), name),
            ("closes".to_owned(), closes),
            ("names".to_owned(), "organizations".to_owned()),
            ("people-min".to_owned(), "3".to_owned()),
        ];
        for (organization, people) in asked {
            fields.push((format!("people.{}", self.organization(organization)?), people.to_string()));
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.round = last(&self.send(who, "/rounds", &fields).await?);
        Ok(())
    }

    async fn answer(&mut self, who: &Person, voice: &Voice) -> anyhow::Result<()> {
        let path = format!("/rounds/{}/responses", self.round);
        let copy = self.send(who, &path, &[]).await?;
        let mut letters = voice.answers.chars().filter(|letter| !letter.is_whitespace());
        for (stage, questions) in self.checklist.clone() {
            let mut fields = Vec::new();
            for question in &questions {
                let letter = letters.next().with_context(|| format!("no answer to {question}"))?;
                if letter != '-' {
                    fields.push((format!("answer.{question}"), answer_word(letter)?));
                }
                let notes = voice.notes.iter().filter(|(of, _)| of == question);
                fields.extend(notes.map(|(_, note)| (format!("comment.{question}"), *note)));
            }
            if fields.is_empty() {
                continue;
            }
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            self.clock.fetch_add(2 * MINUTE, Ordering::SeqCst);
            self.who(who)?.post(&format!("{copy}/stages/{stage}"), &fields).await?;
        }
        if letters.next().is_some() {
            bail!("more answers than questions");
        }
        if voice.done {
            self.send(who, &format!("{path}/finish"), &[]).await?;
        }
        Ok(())
    }

    async fn in_the_room(&mut self, who: &Person, act: &'static Act) -> anyhow::Result<()> {
        let desk = format!("/meetings/{}", self.meeting);
        match act {
            Act::Meet => {
                self.meeting = last(&self.send(who, "/meetings", &[]).await?);
                let page = self.read(who, &format!("/meetings/{}", self.meeting)).await?;
                let code = page.split("class=\"code\"").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1));
                code.context("the desk shows no code")?.clone_into(&mut self.code);
                self.phones.clear();
            }
            Act::Ask(question) => {
                self.send(who, &format!("{desk}/question"), &[("question", question)]).await?;
                self.asked = question;
            }
            Act::Tap(letters) => {
                let page = format!("/meet/{}", self.code.replace('-', ""));
                for (place, letter) in letters.chars().enumerate() {
                    if place >= self.phones.len() {
                        let (router, clock) = (self.router.clone(), Arc::clone(&self.clock));
                        let number = u8::try_from(100 + place)?;
                        let mut phone = Visitor::new(router, clock, Language::En, number).agent(PHONE);
                        phone.read(&page).await?;
                        self.phones.push(phone);
                    }
                    let fields = [("question", self.asked), ("answer", answer_word(letter)?)];
                    self.phones[place].post(&format!("{page}/answer"), &fields).await?;
                }
            }
            Act::Reveal => drop(self.send(who, &format!("{desk}/reveal"), &[]).await?),
            Act::Agree(letter, note) => {
                let letter = letter.chars().next().context("an answer")?;
                let fields = [("question", self.asked), ("answer", answer_word(letter)?), ("note", note)];
                self.send(who, &format!("{desk}/agreement"), &fields).await?;
                self.clock.fetch_add(6 * MINUTE, Ordering::SeqCst);
            }
            Act::EndMeeting => drop(self.send(who, &format!("{desk}/end"), &[]).await?),
            other => bail!("{other:?} is not done in the room"),
        }
        Ok(())
    }

    async fn step(
        &mut self,
        who: &Person,
        text: &'static str,
        owner: &str,
        due: Option<i64>,
        question: &str,
    ) -> anyhow::Result<()> {
        let owner = match (owner, self.people.get(owner)) {
            ("", _) => String::new(),
            (_, Some(person)) => format!("person:{person}"),
            (name, None) => format!("organization:{}", self.organization(name)?),
        };
        let due = due.map(|days| self.app.instance().zone.day_key(self.now.plus(days * DAY)));
        let due = due.unwrap_or_default();
        let fields = [("text", text), ("owner", &owner), ("due", &due), ("question", question)];
        let id = self.make(who, "/steps", &fields).await?;
        self.steps.insert(text, id);
        Ok(())
    }

    fn stage_of(&self, question: &str) -> anyhow::Result<String> {
        let found = self.checklist.iter().find(|(_, questions)| questions.iter().any(|key| key == question));
        found.map(|(stage, _)| stage.clone()).with_context(|| format!("no question {question}"))
    }

    async fn in_the_workbook(&mut self, who: &Person, act: &Act) -> anyhow::Result<()> {
        let way = self.at("/workbook");
        let workbook = self.who(who)?.get(&way).await?.path;
        let (stage, fields): (String, Vec<(String, &str)>) = match act {
            Act::Team(answers) => {
                for (question, letter) in *answers {
                    let stage = self.stage_of(question)?;
                    let answer = format!("answer.{question}");
                    let path = format!("{workbook}/stages/{stage}");
                    self.who(who)?.post(&path, &[(&answer, answer_word(*letter)?)]).await?;
                }
                return Ok(());
            }
            Act::Snapshot(name) => {
                return self
                    .who(who)?
                    .post(&format!("{workbook}/snapshots"), &[("name", name)])
                    .await
                    .map(drop);
            }
            Act::Owner(question, name) => {
                (self.stage_of(question)?, vec![(format!("owner.{question}"), name)])
            }
            Act::Note(question, text) => {
                (self.stage_of(question)?, vec![(format!("comment.{question}"), text)])
            }
            Act::Reply(question, note, text) => {
                let page = self.who(who)?.read(&workbook).await?;
                let note = page.split(note).nth(1).context("the note is not there")?;
                let id = note.split("name=\"reply.").nth(1).and_then(|rest| rest.split('"').next());
                let id = id.context("the note takes no reply")?;
                (
                    self.stage_of(question)?,
                    vec![(format!("reply.{id}"), text), (format!("on.{id}"), question)],
                )
            }
            Act::StageNotes(stage, text) => ((*stage).to_owned(), vec![("notes".to_owned(), text)]),
            Act::OwnQuestion(stage, text) => ((*stage).to_owned(), vec![("question".to_owned(), text)]),
            other => bail!("{other:?} is not done in the workbook"),
        };
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        self.who(who)?.post(&format!("{workbook}/stages/{stage}"), &fields).await.map(drop)
    }
}

/// The moment of a scene.
fn moment(now: Timestamp, when: When) -> Timestamp {
    match when {
        When::Minutes(minutes) => now.plus(-minutes * MINUTE),
        When::Days(days, hour) => {
            let today = now.0.div_euclid(DAY);
            let day = today - days;
            // The first day of 1970 was a Thursday.
            let back = match (day + 4).rem_euclid(7) {
                0 => 2,
                6 => 1,
                _ => 0,
            };
            Timestamp((day - back) * DAY + hour * HOUR)
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// The end of a path.
fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The ids on a page that come after `start`.
fn ids(html: &str, start: &str) -> Vec<String> {
    let found = html.split(start).skip(1).filter_map(|rest| rest.get(..36));
    found.filter(|id| is_id(id)).map(str::to_owned).collect()
}

/// The first id after `start` that comes after a text.
fn id_after(html: &str, text: &str, start: &str) -> Option<String> {
    let rest = &html[html.find(text)?..];
    ids(rest, start).into_iter().next()
}

/// The id after `start` in the link that shows a text.
fn id_before(html: &str, text: &str, start: &str) -> Option<String> {
    let before = &html[..html.find(&format!(">{text}<"))?];
    ids(before, start).pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_works_on_a_weekend() {
        // A Saturday, 14:18.
        let now = Timestamp(1_795_875_480_000);
        let friday = now.0.div_euclid(DAY) - 1;
        assert_eq!(moment(now, When::Days(0, 15)).0, friday * DAY + 15 * HOUR);
        assert_eq!(moment(now, When::Days(1, 15)).0, friday * DAY + 15 * HOUR);
        assert_eq!(moment(now, When::Days(2, 15)).0, (friday - 1) * DAY + 15 * HOUR);
        assert_eq!(moment(now, When::Days(6, 15)).0, (friday - 7) * DAY + 15 * HOUR);
    }
}
