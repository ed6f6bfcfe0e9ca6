//! A made-up round for samples.

use std::sync::Arc;

use crosswalk_checklist::{Answer, Answered, Checklist, Checklists, Comment, Workbook};
use crosswalk_names::{
    CommentId, DAY, Language, Level, OrganizationId, PartnershipId, ResponseId, RoundId, Timestamp,
    WorkbookId,
};
use crosswalk_ui::SAMPLE_NOW;
use uuid::Uuid;

use super::gather::{publish, rule_of};
use super::queries::{AskedRow, ResponseRow, RoundRow};
use super::results::over_time::Whose;
use super::results::{Closed, TeamState};
use crate::live::View;

/// The built-in checklist.
pub fn checklist(language: Language) -> Arc<Checklist> {
    let builtin = Checklists::builtin().expect("the built-in checklist is sound");
    let key = crate::state::DEFAULT_CHECKLIST.parse().expect("a plain key");
    Arc::clone(builtin.get(&key, language).expect("it is there in every language"))
}

const ORGANIZATIONS: [(&str, &str, &str, [Answer; 5]); 6] = {
    use Answer::{DontKnow, InProgress, NotYet, Yes};
    [
        ("Milbrook Housing Authority", "MH", "housing", [Yes, Yes, InProgress, NotYet, Yes]),
        ("Milbrook Public Schools", "MS", "education", [Yes, InProgress, InProgress, NotYet, Yes]),
        ("After-School Alliance", "AS", "education", [Yes, NotYet, DontKnow, NotYet, InProgress]),
        ("Northside Tenants Council", "NT", "residents", [NotYet, NotYet, NotYet, NotYet, Yes]),
        ("Parents of Garfield School", "PP", "residents", [NotYet, InProgress, NotYet, NotYet, Yes]),
        ("Riverside Family Health", "RH", "health", [InProgress, Yes, InProgress, DontKnow, Yes]),
    ]
};

fn id(number: usize) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number as u128)
}

/// A round that `people` people of six organizations answered; with a larger `step` more of them say yes.
pub fn closed(checklist: &Checklist, named: bool, people: usize, step: usize) -> Closed {
    let asked: Vec<AskedRow> = (0..)
        .zip(ORGANIZATIONS)
        .map(|(number, (name, letters, sector, _))| AskedRow {
            organization: OrganizationId(id(number)),
            name: name.to_owned(),
            letters: letters.to_owned(),
            sector: sector.to_owned(),
            people: 3,
        })
        .collect();
    let parts: Vec<(ResponseRow, View)> = (0..people)
        .map(|person| {
            let organization = person % ORGANIZATIONS.len();
            let response = ResponseRow {
                id: ResponseId(id(person)),
                person: None,
                organization: OrganizationId(id(organization)),
                level: Some(Level::ALL[person % Level::ALL.len()].word().to_owned()),
                workbook: WorkbookId(id(person)),
                sealed: Vec::new(),
                finished_at: Some(SAMPLE_NOW),
            };
            (response, view(checklist, organization, person, step))
        })
        .collect();
    let at = if step == 0 { SAMPLE_NOW.plus(-180 * DAY) } else { SAMPLE_NOW };
    let round = RoundRow {
        id: RoundId(Uuid::nil()),
        partnership: PartnershipId(Uuid::nil()),
        name: if step == 0 { "Spring 2026".to_owned() } else { "Fall 2026".to_owned() },
        checklist: (checklist.key.clone(), checklist.version.clone()),
        names: if named { "organizations" } else { "none" }.to_owned(),
        people_min: 3,
        opened_at: at.plus(-30 * DAY),
        closes_at: at,
        closed_at: Some(at),
    };
    let published = publish(checklist, rule_of(&round), &asked, &parts).expect("a sound round");
    Closed { round, published }
}

fn view(checklist: &Checklist, organization: usize, person: usize, step: usize) -> View {
    let mut workbook = Workbook::default();
    let answers = ORGANIZATIONS[organization].3;
    for (place, question) in checklist.questions().enumerate() {
        let value =
            if place < step * 4 { Answer::Yes } else { answers[(place + person / 6) % answers.len()] };
        let answered = Answered { value, by: String::new(), at: Timestamp(0) };
        workbook.answers.insert(question.key.clone(), answered);
        if place % 9 == 4 && value == Answer::NotYet {
            workbook.comments.push(Comment {
                id: CommentId::from_random((place as u64).to_be_bytes()),
                question: question.key.clone(),
                parent: None,
                text: "Residents heard about it after it was decided.".to_owned(),
                by: String::new(),
                at: Timestamp(0),
            });
        }
    }
    View {
        workbook: Arc::new(workbook),
        seq: 1,
        people: 0,
        language: checklist.language,
        individual: true,
        checklist: (checklist.key.clone(), checklist.version.clone()),
        deleted_at: None,
        last_snapshot: None,
    }
}

/// The team's own answers: a snapshot from before the round, and as they are now.
pub fn team(checklist: &Checklist) -> Vec<TeamState> {
    let state = |whose, name: &str, days: i64, step| TeamState {
        whose,
        name: name.to_owned(),
        at: SAMPLE_NOW.plus(days * DAY),
        workbook: view(checklist, 5, 0, step).workbook,
    };
    vec![state(Whose::Snapshot, "Before the grant", -90, 0), state(Whose::Team, "", 1, 2)]
}
