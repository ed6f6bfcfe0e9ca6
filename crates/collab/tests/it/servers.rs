//! Several servers append to one log, each with a document of its own in memory. Whoever is at which, all end with the
//! same workbook, and it is the one that the log holds.

use crosswalk_collab::{Document, Refusal};

use crate::common::*;
use crate::converge::{Person, server_edit};

struct Server {
    document: Document,
    client: u32,
    /// How much of the log it has taken in.
    read: usize,
    restarts: usize,
}

struct Town {
    log: Vec<Logged>,
    servers: Vec<Server>,
    people: Vec<Person>,
    /// Which server each person is at.
    at: Vec<usize>,
}

impl Town {
    fn new(servers: u32, people: u8) -> Self {
        let server = |number| {
            // Between the ids of the people, as in converge.rs.
            let client = SERVER + 8 * number;
            Server { document: from_log(&[], client), client, read: 0, restarts: 0 }
        };
        Self {
            log: Vec::new(),
            servers: (0..servers).map(server).collect(),
            people: (0..people).map(Person::new).collect(),
            at: (0..people).map(|number| usize::from(number) % servers as usize).collect(),
        }
    }

    fn send_to_people(&mut self, server: usize, update: &[u8]) {
        for (person, at) in self.people.iter_mut().zip(&self.at) {
            if person.online && *at == server {
                person.incoming.push_back(update.to_vec());
            }
        }
    }

    /// Takes in what the others appended. When only the log can tell what is right, the server starts over and its people
    /// come back.
    fn read_on(&mut self, number: usize) -> Result<(), Refusal> {
        let server = &mut self.servers[number];
        let new = self.log[server.read..].to_vec();
        server.read = self.log.len();
        if new.is_empty() {
            return Ok(());
        }
        match server.document.receive_stored(new) {
            Ok(update) => {
                self.send_to_people(number, &update);
                Ok(())
            }
            Err(refusal) => {
                server.document = from_log(&self.log, server.client);
                server.restarts += 1;
                for who in 0..self.people.len() {
                    if self.at[who] == number {
                        // What was on its way went down with the connection.
                        self.people[who].outgoing.clear();
                        if std::mem::take(&mut self.people[who].online) {
                            self.come_online(who);
                        }
                    }
                }
                Err(refusal)
            }
        }
    }

    /// Flushes and appends; another server may have been quicker, which shows only then.
    fn flush(&mut self, number: usize) {
        let Some(batch) = self.servers[number].document.flush() else { return };
        assert!(batch.refused.is_empty(), "{:?}", batch.refused);
        if batch.is_empty() || self.read_on(number).is_err() {
            return;
        }
        self.log.push(logged(&batch));
        self.servers[number].read = self.log.len();
        self.send_to_people(number, &batch.update);
    }

    fn come_online(&mut self, who: usize) {
        let server = self.at[who];
        let person = &mut self.people[who];
        person.outgoing.clear();
        person.incoming.clear();
        let document = &mut self.servers[server].document;
        let work = person.replica.diff(&document.state_vector());
        document.receive(&work, sender(person.number)).expect("an honest client's work is taken");
        person.online = true;
        self.flush(server);
        let document = &self.servers[server].document;
        let person = &mut self.people[who];
        person.replica.apply(&document.diff(&person.replica.state_vector()).expect("a state vector"));
    }

    fn step(&mut self, dice: &mut Dice, clock: i64) {
        let who = dice.roll(self.people.len());
        let server = dice.roll(self.servers.len());
        match dice.roll(14) {
            0..=4 => self.people[who].act(dice, clock),
            5 | 6 => {
                if let Some(update) = self.people[who].outgoing.pop_front() {
                    let document = &mut self.servers[self.at[who]].document;
                    document.receive(&update, sender(self.people[who].number)).expect("honest");
                }
            }
            7 | 8 => {
                if let Some(update) = self.people[who].incoming.pop_front() {
                    self.people[who].replica.apply(&update);
                }
            }
            9 | 10 => self.flush(server),
            11 => _ = self.read_on(server),
            12 => {
                if self.people[who].online {
                    self.people[who].online = dice.one_in(2);
                } else {
                    // Back at any server, which looks first; the one before may still hold what was sent to it.
                    self.at[who] = server;
                    _ = self.read_on(server);
                    self.come_online(who);
                }
            }
            _ => server_edit(&mut self.servers[server].document, dice, clock),
        }
    }
}

fn simulate(seed: u64, steps: i64) -> usize {
    let mut dice = Dice(seed);
    let mut town = Town::new(2 + u32::try_from(seed % 2).expect("small"), 4);
    for step in 0..steps {
        town.step(&mut dice, 1_000 + step);
    }
    for who in 0..4 {
        _ = town.read_on(town.at[who]);
        town.come_online(who);
    }
    // They set each other right at most once each, and then have nothing more to say.
    for _ in 0..4 {
        for number in 0..town.servers.len() {
            _ = town.read_on(number);
            town.flush(number);
        }
    }
    let quiet = town.log.len();
    for number in 0..town.servers.len() {
        town.flush(number);
        town.read_on(number).expect("nothing is left to read");
    }
    assert_eq!(town.log.len(), quiet, "seed {seed}: servers go on correcting each other");
    for who in 0..4 {
        town.come_online(who);
    }
    let mut truth = from_log(&town.log, 99);
    let picture = joined(&truth).picture();
    for person in &town.people {
        assert_eq!(person.replica.picture(), picture, "seed {seed}");
    }
    for server in &mut town.servers {
        assert_eq!(server.document.workbook(), truth.workbook(), "seed {seed}");
        for stage in STAGES {
            assert_eq!(server.document.note_length(stage), truth.note_length(stage), "seed {seed}");
        }
    }
    town.servers.iter().map(|server| server.restarts).sum()
}

#[test]
fn servers_that_share_a_log_converge() {
    let restarts: usize = (0..150).map(|seed| simulate(seed, 400)).sum();
    // It happens where somebody hops while their words are on the way, and is tested by it.
    assert!(restarts > 0);
}

#[test]
fn two_servers_never_keep_two_texts_under_one_id() {
    let (mut first, mut second) = (from_log(&[], SERVER), from_log(&[], SERVER + 8));
    let (honest, forged) = (Replica::new(7), Replica::new(7));
    first.receive(&honest.insert(NOTES, 0, "We know."), sender(1)).expect("taken");
    second.receive(&forged.insert(NOTES, 0, "Not so!!"), sender(2)).expect("its server can't know");
    let entry = logged(&first.flush().expect("a batch"));
    assert_eq!(second.receive_stored([entry.clone()]), Err(Refusal::ForeignClient));
    // Its server starts over from the log, which knows whose the id is.
    let mut second = from_log(&[entry], SERVER + 8);
    assert_eq!(second.receive(&forged.insert(NOTES, 8, " Ha."), sender(2)), Err(Refusal::ForeignClient));
    assert_eq!(second.workbook().note(&stage("assess")), "We know.");
}

#[test]
fn the_later_answer_stands_on_every_server() {
    let (mut first, mut second) = (from_log(&[], SERVER), from_log(&[], SERVER + 8));
    let (ana, ben) = (Replica::new(200), Replica::new(11));
    // Yjs lets the greater id stand, Ana's; Ben's answer is the later one.
    first.receive(&ana.answer("data-use", Some("yes"), "Ana", 50), sender(1)).expect("taken");
    second.receive(&ben.answer("data-use", Some("not_yet"), "Ben", 60), sender(2)).expect("taken");
    let one = logged(&first.flush().expect("a batch"));
    second.flush().expect("a batch");
    second.receive_stored([one]).expect("taken in");
    let set_right = second.flush().expect("a correction");
    assert!(!set_right.is_empty() && set_right.changes.is_empty(), "{set_right:?}");
    assert_eq!(second.workbook().answers[&question("data-use")].by, "Ben");
}
