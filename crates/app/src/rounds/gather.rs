//! Closing a round: what people answered is read once, and what may be shown of it is kept.

use crosswalk_checklist::{Answer, Checklist};
use crosswalk_measure::{
    Comment, Given, Level, Names, Organization, PeopleMin, Question, Respondent, Results, Round, Rule,
    Sector, State, beside_low_answers,
};
use crosswalk_names::{ActivityId, Language, OrganizationId, PersonId, ResponseId, RoundId, Timestamp};
use crosswalk_store::Connection;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use super::queries::{self, AskedRow, ResponseRow, RoundRow};
use crate::error::PageError;
use crate::live::View;
use crate::partnerships::activity::{self, Kind, NewActivity};
use crate::state::App;

/// Comments of one round that are kept; more are left out, the longest last.
const COMMENTS_MAX: usize = 500;

/// What may be shown of a closed round, and the names that go with it as they were then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// Counts and positions.
    pub results: Results,
    /// Every organization that was asked, by name.
    pub organizations: Vec<Named>,
    /// What people wrote beside low answers.
    pub comments: Vec<Comment>,
}

/// An organization as it was called when the round closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its key in the results.
    pub key: u32,
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Two letters.
    pub letters: String,
    /// What it works in.
    pub sector: Sector,
}

impl Published {
    /// The organization with a key.
    pub fn organization(&self, key: u32) -> Option<&Named> {
        self.organizations.iter().find(|named| named.key == key)
    }

    /// Whether what came from outside fits together and fits the checklist, so that every page can show it.
    pub fn is_sound(&self, checklist: &Checklist) -> bool {
        self.results.questions == questions(checklist)
            && self.results.is_sound()
            && self.comments.len() <= COMMENTS_MAX
            && self.organizations.len() <= self.results.rates.organizations.len()
    }
}

/// Stands for an organization in all rounds of a partnership: the random end of its id.
pub fn key_of(id: OrganizationId) -> u32 {
    u32::from_be_bytes(*id.0.as_bytes().last_chunk().expect("an id has sixteen bytes"))
}

/// What a round promised before people answered.
pub fn rule_of(round: &RoundRow) -> Rule {
    Rule {
        people_min: PeopleMin::try_from(round.people_min).unwrap_or_default(),
        names: Names::from_word(&round.names).unwrap_or(Names::None),
    }
}

fn given(answer: Answer) -> Given {
    match answer {
        Answer::NotYet => Given::NotYet,
        Answer::InProgress => Given::InProgress,
        Answer::Yes => Given::Yes,
        Answer::DontKnow => Given::DontKnow,
        Answer::NotApplicable => Given::NotApplicable,
    }
}

fn questions(checklist: &Checklist) -> Vec<Question> {
    let stages = (1u8..).zip(&checklist.stages);
    stages
        .flat_map(|(stage, of)| of.questions.iter().map(move |one| Question { key: one.key.clone(), stage }))
        .collect()
}

/// What may be shown of answers that lie before us. Pure, so that demonstrations and tests can call it.
pub fn publish(
    checklist: &Checklist,
    rule: Rule,
    asked: &[AskedRow],
    parts: &[(ResponseRow, View)],
) -> Result<Published, crosswalk_measure::RoundError> {
    let named: Vec<Named> = asked
        .iter()
        .map(|row| Named {
            key: key_of(row.organization),
            id: row.organization,
            name: row.name.clone(),
            letters: row.letters.clone(),
            sector: row.sector.parse().unwrap_or(Sector::Other),
        })
        .collect();
    let questions = questions(checklist);
    let place = |part: &ResponseRow| named.iter().position(|one| one.id == part.organization);
    let respondents = (0..).zip(parts).filter_map(|(person, (part, view))| {
        Some(Respondent {
            person,
            organization: place(part)?,
            level: part.level.as_deref().and_then(|word| word.parse::<Level>().ok()),
            answers: questions.iter().map(|one| view.workbook.answer(&one.key).map(given)).collect(),
        })
    });
    let organizations = named.iter().zip(asked).map(|(one, row)| Organization {
        key: one.key,
        sector: one.sector,
        asked: row.people,
    });
    let round = Round::new(questions.clone(), organizations.collect(), respondents.collect())?;
    let results = Results::of(&round, rule, State::Closed);
    let mut comments: Vec<Comment> = parts
        .iter()
        .flat_map(|(part, view)| {
            let organization = place(part).map(|place| named[place].key);
            view.workbook.comments.iter().map(move |comment| Comment {
                question: comment.question.clone(),
                organization,
                text: comment.text.clone(),
                part: Some(part.id),
            })
        })
        .collect();
    if comments.len() > COMMENTS_MAX {
        comments.sort_by_key(|comment| comment.text.len());
        comments.truncate(COMMENTS_MAX);
    }
    let comments = beside_low_answers(&results, &comments);
    Ok(Published { results, organizations: named, comments })
}

/// Closes a round. `person` is who closes it, none when its time is over. False when it was closed already.
pub async fn close(app: &App, round: &RoundRow, person: Option<PersonId>) -> Result<bool, PageError> {
    let id = round.id;
    let (asked, responses) =
        app.store.read(move |conn| Ok((queries::asked(conn, id)?, queries::responses_of(conn, id)?))).await?;
    let mut parts = Vec::with_capacity(responses.len());
    for response in responses {
        // A copy that its owner deleted is an answer taken back.
        match app.live.view(response.workbook).await {
            Ok(view) if view.deleted_at.is_none() => parts.push((response, view)),
            Ok(_) | Err(crate::live::OpenError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let (key, version) = &round.checklist;
    let content = app.content();
    let checklist = content
        .checklists
        .edition(key, version, Language::En)
        .ok_or_else(|| PageError::internal(&"a round's checklist is not known here"))?;
    let published =
        publish(checklist, rule_of(round), &asked, &parts).map_err(|error| PageError::internal(&error))?;
    let text = serde_json::to_string(&published).map_err(|error| PageError::internal(&error))?;
    let (now, partnership, name, line) =
        (app.clock.now(), round.partnership, round.name.clone(), app.clone());
    let closed = app
        .store
        .write(move |conn| {
            let closed = queries::close(conn, id, &text, now)?;
            if closed {
                let line = NewActivity {
                    id: ActivityId(line.random.uuid(now)),
                    at: now,
                    person,
                    kind: Kind::RoundClosed,
                    subject: &name,
                };
                activity::log(conn, partnership, &line)?;
            }
            Ok(closed)
        })
        .await?;
    Ok(closed)
}

/// Closes every round whose time is over. Run now and then.
pub async fn close_due(app: &App) -> Result<(), PageError> {
    let now: Timestamp = app.clock.now();
    for round in app.store.read(move |conn| queries::due(conn, now)).await? {
        close(app, &round, None).await?;
    }
    Ok(())
}

/// Takes the comments of one part out of what is shown of a round. The numbers stay: they name nobody.
pub fn forget_comments(conn: &mut Connection, round: RoundId, part: ResponseId) -> QueryResult<()> {
    let Some(mut published) = kept(conn, round)? else { return Ok(()) };
    let before = published.comments.len();
    published.comments.retain(|comment| comment.part != Some(part));
    if published.comments.len() < before {
        let text = serde_json::to_string(&published)
            .map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?;
        queries::keep_results(conn, round, &text)?;
    }
    Ok(())
}

/// What is kept of a closed round to be shown; none while it is open.
pub fn kept(conn: &mut Connection, round: RoundId) -> QueryResult<Option<Published>> {
    let text = queries::results(conn, round)?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| diesel::result::Error::DeserializationError(Box::new(error)))
}

/// What may be shown of a closed round; none while it is open.
pub async fn published(app: &App, round: &RoundRow) -> Result<Option<Published>, PageError> {
    let id = round.id;
    Ok(app.store.read(move |conn| kept(conn, id)).await?)
}
