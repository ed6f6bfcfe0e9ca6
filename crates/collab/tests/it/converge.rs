//! However people's changes reach the server, everybody ends with the same workbook.

use std::collections::VecDeque;

use crosswalk_collab::{Document, Edit};
use crosswalk_names::Timestamp;

use crate::common::*;

/// One person's browser, with or without a network.
pub struct Person {
    pub replica: Replica,
    pub number: u8,
    pub online: bool,
    /// Sent, not yet at the server.
    pub outgoing: VecDeque<Vec<u8>>,
    /// From the server, not yet here.
    pub incoming: VecDeque<Vec<u8>>,
}

impl Person {
    pub fn new(number: u8) -> Self {
        Self {
            // The server's id lies between theirs.
            replica: Replica::new(u32::from(number) * 4 + 3),
            number: number + 1,
            online: true,
            outgoing: VecDeque::new(),
            incoming: VecDeque::new(),
        }
    }

    pub fn act(&mut self, dice: &mut Dice, clock: i64) {
        let update = match dice.roll(10) {
            0..=4 => self.type_something(dice),
            5 | 6 => self.delete_something(dice),
            7 => {
                let key = dice.pick(QUESTIONS);
                let value = dice.pick([Some("yes"), Some("not_yet"), Some("dont_know"), None]);
                let at = clock.max(self.at_of("answers", key) + 1);
                self.replica.answer(key, value, dice.pick(["Ana", "Ben"]), at)
            }
            8 => {
                let id = format!("{:016x}", dice.roll(3));
                let at = clock.max(self.at_of("comments", &id) + 1);
                self.replica.set("comments", &id, comment("See the report", at, dice.one_in(3)))
            }
            _ => {
                let key = format!("own-{:016x}", dice.roll(3));
                let at = clock.max(self.at_of("questions", &key) + 1);
                self.replica.set(
                    "questions",
                    &key,
                    own_question("engage", "Who is missing?", at, dice.one_in(3)),
                )
            }
        };
        if self.online {
            self.outgoing.push_back(update);
        }
    }

    fn at_of(&self, root: &str, key: &str) -> i64 {
        match self.replica.get(root, key) {
            Some(yrs::Any::Map(fields)) => match fields.get("at") {
                Some(yrs::Any::Number(at)) => at.as_i64().expect("whole"),
                _ => 0,
            },
            _ => 0,
        }
    }

    fn type_something(&self, dice: &mut Dice) -> Vec<u8> {
        let root = format!("notes/{}", dice.pick([STAGES[0], STAGES[1]]));
        let at = dice.roll32(self.replica.length(&root) + 1);
        // Places are by UTF-16 unit, so that some of these cut an emoji in two, as a hasty client might.
        self.replica.insert(&root, at, dice.pick(["a", "home ", "école", "😀", "\n", "学校"]))
    }

    fn delete_something(&self, dice: &mut Dice) -> Vec<u8> {
        let root = format!("notes/{}", dice.pick([STAGES[0], STAGES[1]]));
        let length = self.replica.length(&root);
        if length == 0 {
            return vec![0, 0];
        }
        let at = dice.roll32(length);
        self.replica.delete(&root, at, 1 + dice.roll32((length - at).min(4)))
    }
}

/// Brings a person back: their work goes to the server and on to the others, then the server's comes to them.
fn go_online(document: &mut Document, people: &mut [Person], who: usize) {
    let person = &mut people[who];
    let work = person.replica.diff(&document.state_vector());
    document.receive(&work, sender(person.number)).expect("an honest client's work is taken");
    person.outgoing.clear();
    person.incoming.clear();
    broadcast(document, people);
    let person = &mut people[who];
    person.incoming.clear();
    person.online = true;
    person.replica.apply(&document.diff(&person.replica.state_vector()).expect("a state vector"));
}

fn broadcast(document: &mut Document, people: &mut [Person]) {
    let Some(batch) = document.flush() else { return };
    assert!(batch.refused.is_empty(), "{:?}", batch.refused);
    for person in people.iter_mut().filter(|person| person.online) {
        person.incoming.push_back(batch.update.clone());
    }
}

fn simulate(seed: u64, steps: usize) {
    let mut dice = Dice(seed);
    let mut document = document();
    let mut people: Vec<Person> = (0..4).map(Person::new).collect();
    for step in 0..steps {
        let clock = 1_000 + i64::try_from(step).expect("small");
        let who = dice.roll(people.len());
        match dice.roll(12) {
            0..=4 => people[who].act(&mut dice, clock),
            5 | 6 => {
                if let Some(update) = people[who].outgoing.pop_front() {
                    document.receive(&update, sender(people[who].number)).expect("honest");
                }
            }
            7 | 8 => {
                if let Some(update) = people[who].incoming.pop_front() {
                    people[who].replica.apply(&update);
                }
            }
            9 => broadcast(&mut document, &mut people),
            10 => {
                if people[who].online {
                    people[who].online = dice.one_in(2);
                } else {
                    broadcast(&mut document, &mut people);
                    go_online(&mut document, &mut people, who);
                }
            }
            _ => server_edit(&mut document, &mut dice, clock),
        }
    }
    broadcast(&mut document, &mut people);
    for _ in 0..2 {
        for who in 0..people.len() {
            go_online(&mut document, &mut people, who);
        }
    }
    let picture = joined(&document).picture();
    for person in &people {
        assert_eq!(person.replica.picture(), picture, "seed {seed}");
    }
    assert_reload_equals(&mut document, seed);
}

/// The document equals what its own snapshot loads to, and counts its text right.
pub fn assert_reload_equals(document: &mut Document, seed: u64) {
    let mut copy = reload(document);
    assert_eq!(copy.workbook(), document.workbook(), "seed {seed}");
    for stage in STAGES {
        let replica = joined(document);
        let length = replica.length(&format!("notes/{stage}")) as usize;
        assert_eq!(document.note_length(stage), length, "seed {seed}, {stage}");
        assert_eq!(copy.note_length(stage), length, "seed {seed}, {stage} reloaded");
    }
}

pub fn server_edit(document: &mut Document, dice: &mut Dice, clock: i64) {
    let (by, at) = ("Form".to_owned(), Timestamp(clock));
    let edit = match dice.roll(3) {
        0 => Edit::Answer {
            question: question(dice.pick(QUESTIONS)),
            value: Some(crosswalk_checklist::Answer::InProgress),
            by,
            at,
        },
        1 => Edit::Title { text: format!("Riverside {clock}"), by, at },
        _ => {
            let mut text = document.workbook().note(&stage("assess")).to_owned();
            let at =
                text.char_indices().nth(dice.roll(text.chars().count() + 1)).map_or(text.len(), |(at, _)| at);
            text.insert_str(at, "From the form.\n");
            Edit::NoteReplace { stage: stage("assess"), base: None, text }
        }
    };
    document.edit(&[edit]).expect("within limits");
}

#[test]
fn replicas_converge_in_any_order_and_after_any_split() {
    for seed in 0..150 {
        simulate(seed, 400);
    }
}

#[test]
fn every_order_of_delivery_gives_the_same() {
    // Three people start from one text, work offline, and come back in every order, at once or one by one.
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let run = |order: [usize; 3], at_once: bool| {
        let mut document = document();
        let base = Replica::new(100);
        send(&mut document, &base.insert(NOTES, 0, "We know.")).expect("taken");
        let people: Vec<Replica> = [11, 22, 33].map(Replica::new).into();
        for (number, person) in people.iter().enumerate() {
            person.apply(&base.all());
            person.insert(NOTES, 3, &format!("[{number}]"));
            person.insert(NOTES, 0, &format!("<{number}>"));
            person.delete(NOTES, u32::try_from(number).expect("small"), 2);
            person.answer("data-use", Some("yes"), &format!("P{number}"), 50);
        }
        for number in order {
            let update = people[number].diff(&document.state_vector());
            let who = sender(u8::try_from(number).expect("small") + 2);
            document.receive(&update, who).expect("taken");
            if !at_once {
                document.flush();
            }
        }
        document.flush();
        document.workbook()
    };
    let first = run(orders[0], false);
    assert_eq!(first.answers[&question("data-use")].by, "P2");
    for order in orders {
        assert_eq!(run(order, false), first);
        assert_eq!(run(order, true), first);
    }
}
