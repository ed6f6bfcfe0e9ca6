//! Rounds in few words.

use crosswalk_measure::{
    Given, Level, Names, Organization, PeopleMin, Question, Respondent, Results, Round, Rule, Sector, Shown,
    State,
};
use proptest::prelude::*;

/// A person: the place of their organization, level, and answers.
#[derive(Debug, Clone)]
pub struct Person {
    pub organization: usize,
    pub level: Option<Level>,
    pub answers: Vec<Option<Given>>,
}

/// A round.
#[derive(Debug, Clone)]
pub struct Sketch {
    pub sectors: Vec<Sector>,
    pub people: Vec<Person>,
    pub people_min: u8,
    pub names: Names,
}

impl Sketch {
    pub fn rule(&self) -> Rule {
        Rule { people_min: PeopleMin::try_from(self.people_min).expect("3 to 5"), names: self.names }
    }
    pub fn round(&self) -> Round {
        let questions = self.people.first().map_or(0, |person| person.answers.len());
        let question = |place: usize| Question {
            key: format!("q-{place}").parse().expect("a key"),
            stage: u8::try_from(1 + place / 2).expect("few"),
        };
        let organization =
            |(key, sector): (u32, &Sector)| Organization { key, sector: *sector, asked: 1 + key };
        let respondent = |(person, one): (u32, &Person)| Respondent {
            person,
            organization: one.organization,
            level: one.level,
            answers: one.answers.clone(),
        };
        Round::new(
            (0..questions).map(question).collect(),
            (0..).zip(&self.sectors).map(organization).collect(),
            (0..).zip(&self.people).map(respondent).collect(),
        )
        .expect("a sound round")
    }
    pub fn results(&self) -> Results {
        Results::of(&self.round(), self.rule(), State::Closed)
    }
    pub fn json(&self) -> String {
        json(&self.results())
    }
    /// People who answered for an organization.
    pub fn team(&self, organization: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.people.len()).filter(move |person| self.people[*person].organization == organization)
    }
    pub fn is_large(&self, organization: usize) -> bool {
        self.team(organization).count() >= usize::from(self.people_min)
    }
    pub fn is_alone(&self, person: usize) -> bool {
        self.team(self.people[person].organization).count() == 1
    }
    /// The same with other answers: every person gives the sheet of the one that `of` names.
    pub fn with_sheets(&self, of: impl Fn(usize) -> usize) -> Self {
        let mut other = self.clone();
        for (place, person) in other.people.iter_mut().enumerate() {
            person.answers.clone_from(&self.people[of(place)].answers);
        }
        other
    }
}

pub fn json(results: &Results) -> String {
    serde_json::to_string(results).expect("plain data")
}

/// Everything but the numbers: what is shown, and why the rest is not.
pub fn pattern(results: &Results) -> Vec<String> {
    fn of<T>(what: &impl std::fmt::Debug, shown: &Shown<T>) -> String {
        match shown {
            Shown::Shown(_) => format!("{what:?} shown"),
            Shown::Hidden(reason) => format!("{what:?} {reason:?}"),
        }
    }
    let mut pattern = vec![of(&"overall", &results.overall)];
    pattern.extend(results.organizations.iter().map(|one| of(&one.organization, &one.people)));
    pattern.extend(results.sectors.iter().map(|one| of(&one.who, &one.counts)));
    pattern.extend(results.levels.iter().map(|one| of(&one.who, &one.counts)));
    pattern
}

/// People a line each organization: the sector's first letter, then for each person level and answer.
/// `h fy en` is a housing organization whose front line worker said yes and whose executive said not yet.
pub fn sketch(names: Names, organizations: &[&str]) -> Sketch {
    let mut sketch = Sketch { sectors: Vec::new(), people: Vec::new(), people_min: 3, names };
    for (place, line) in organizations.iter().enumerate() {
        let mut words = line.split(' ');
        let sector = words.next().expect("a sector");
        sketch.sectors.push(
            Sector::ALL.into_iter().find(|one| one.word().starts_with(sector)).expect("a sector's letter"),
        );
        for word in words {
            let mut letters = word.chars();
            let level = match letters.next() {
                Some('f') => Some(Level::FrontLine),
                Some('p') => Some(Level::Program),
                Some('e') => Some(Level::Executive),
                _ => None,
            };
            sketch.people.push(Person { organization: place, level, answers: letters.map(answer).collect() });
        }
    }
    sketch
}

pub fn answer(letter: char) -> Option<Given> {
    match letter {
        'n' => Some(Given::NotYet),
        'p' => Some(Given::InProgress),
        'y' => Some(Given::Yes),
        'd' => Some(Given::DontKnow),
        'x' => Some(Given::NotApplicable),
        _ => None,
    }
}

/// The questions of a drawn round.
pub const QUESTIONS: usize = 3;

fn sheet() -> impl Strategy<Value = Vec<Option<Given>>> {
    // The first question is always answered, so that everybody took part.
    ("[npydx]", "[npydxu]{2}")
        .prop_map(|(first, others)| first.chars().chain(others.chars()).map(answer).collect())
}

/// Who takes part: up to 6 organizations of few sectors, up to 12 people.
pub fn drawn(names: Names) -> impl Strategy<Value = Sketch> {
    let level = prop::sample::select(vec![
        None,
        Some(Level::FrontLine),
        Some(Level::FrontLine),
        Some(Level::Program),
        Some(Level::Executive),
    ]);
    let sector =
        prop::sample::select(vec![Sector::Housing, Sector::Education, Sector::Health, Sector::Funders]);
    (prop::collection::vec(sector, 1..7), 3..=5_u8).prop_flat_map(move |(sectors, people_min)| {
        let person = (0..sectors.len(), level.clone(), sheet())
            .prop_map(|(organization, level, answers)| Person { organization, level, answers });
        prop::collection::vec(person, 1..13).prop_map(move |people| Sketch {
            sectors: sectors.clone(),
            people,
            people_min,
            names,
        })
    })
}

/// A round with or without names.
pub fn any_drawn() -> impl Strategy<Value = Sketch> {
    prop_oneof![drawn(Names::Organizations), drawn(Names::None)]
}
