//! Who is where in one workbook: y-protocols awareness states, kept by connection.
//!
//! A state belongs to the connection that first sent it; nobody can change or remove another's. The people of another
//! node count as one connection each, which gives way to one of this node: somebody may have come over from there.
//! States are not stored, except to pass them between nodes.

use std::collections::HashMap;

use super::message::{MessageError, Reader, put_bytes, put_number};

/// Longest state of one person, in bytes of JSON.
pub const STATE_BYTES: usize = 1_000;
/// Most Yjs clients that one connection may speak for.
pub const STATES_PER_CONNECTION: usize = 4;
/// Numbers from here on stand for other nodes.
pub const NODES_FROM: u64 = 1 << 63;

struct State {
    connection: u64,
    clock: u32,
    json: String,
}

/// The present states, and those that changed since the last broadcast.
#[derive(Default)]
pub struct Presence {
    states: HashMap<u32, State>,
    changed: Vec<u32>,
}

impl Presence {
    /// Takes an awareness message. States of other connections in it are passed over: y-websocket clients repeat
    /// what they heard.
    pub fn receive(&mut self, connection: u64, bytes: &[u8]) -> Result<(), MessageError> {
        let mut reader = Reader::new(bytes);
        let count = reader.number()?;
        for _ in 0..count {
            let (client, clock, json) = (reader.number()?, reader.number()?, reader.text()?);
            // Whatever we send on, other pages parse: it must be JSON.
            let state: serde_json::Value = serde_json::from_str(json).map_err(|_| MessageError)?;
            if json.len() > STATE_BYTES || !(state.is_object() || state.is_null()) {
                return Err(MessageError);
            }
            self.set(connection, client, clock, json);
        }
        reader.end()
    }

    fn set(&mut self, connection: u64, client: u32, clock: u32, json: &str) {
        match self.states.get_mut(&client) {
            Some(state) if state.connection >= NODES_FROM && connection < NODES_FROM => {
                *state = State { connection, clock: clock.max(state.clock), json: json.to_owned() };
            }
            Some(state) if state.connection != connection => return,
            // A client that renews an unchanged state every 15 seconds only wants to hear that we are still here.
            Some(state) if clock >= state.clock => {
                state.clock = clock;
                json.clone_into(&mut state.json);
            }
            Some(_) => return,
            None => {
                let spoken_for = self.states.values().filter(|state| state.connection == connection).count();
                let full = connection < NODES_FROM && spoken_for >= STATES_PER_CONNECTION;
                if json == "null" || full {
                    return;
                }
                self.states.insert(client, State { connection, clock, json: json.to_owned() });
            }
        }
        if !self.changed.contains(&client) {
            self.changed.push(client);
        }
    }

    /// The people of another node are these, and no others any more.
    pub fn replace(&mut self, node: u64, bytes: &[u8]) -> Result<(), MessageError> {
        let mut reader = Reader::new(bytes);
        let count = reader.number()?;
        let mut there = Vec::new();
        for _ in 0..count {
            let (client, clock, json) = (reader.number()?, reader.number()?, reader.text()?);
            let same =
                self.states.get(&client).is_some_and(|known| known.clock == clock && known.json == json);
            if !same {
                self.set(node, client, clock, json);
            }
            there.push(client);
        }
        reader.end()?;
        self.forget(|client, state| state.connection == node && !there.contains(&client));
        Ok(())
    }

    /// The people of this node, as the body of an awareness message.
    pub fn ours(&self) -> Vec<u8> {
        let ours = self.states.iter().filter(|(_, state)| state.connection < NODES_FROM);
        self.encode(&ours.map(|(client, _)| *client).collect::<Vec<u32>>())
    }

    /// How many people of other nodes there are.
    pub fn elsewhere(&self) -> usize {
        self.states.values().filter(|state| state.connection >= NODES_FROM && state.json != "null").count()
    }

    /// The name in the connection's state, empty when it gave none.
    pub fn name(&self, connection: u64) -> String {
        self.states
            .values()
            .filter(|state| state.connection == connection)
            .find_map(|state| {
                let value: serde_json::Value = serde_json::from_str(&state.json).ok()?;
                Some(value.get("name")?.as_str()?.chars().filter(|c| !c.is_control()).take(80).collect())
            })
            .unwrap_or_default()
    }

    /// Forgets a connection; the next broadcast tells the others.
    pub fn leave(&mut self, connection: u64) {
        self.forget(|_, state| state.connection == connection);
    }

    fn forget(&mut self, is_gone: impl Fn(u32, &State) -> bool) {
        let gone: Vec<u32> = self
            .states
            .iter()
            .filter(|(client, state)| is_gone(**client, state))
            .map(|(client, _)| *client)
            .collect();
        for client in gone {
            if let Some(state) = self.states.get_mut(&client) {
                state.clock = state.clock.saturating_add(1);
                "null".clone_into(&mut state.json);
            }
            if !self.changed.contains(&client) {
                self.changed.push(client);
            }
        }
    }

    /// Whether [`Presence::changes`] would tell anything.
    pub fn has_changes(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The states that changed since the last call, as the body of an awareness message.
    pub fn changes(&mut self) -> Vec<u8> {
        let changed = std::mem::take(&mut self.changed);
        let body = self.encode(&changed);
        self.states.retain(|_, state| state.json != "null");
        body
    }

    /// Every state, as the body of an awareness message; none when nobody told where they are.
    pub fn all(&self) -> Option<Vec<u8>> {
        let clients: Vec<u32> = self.states.keys().copied().collect();
        (!clients.is_empty()).then(|| self.encode(&clients))
    }

    fn encode(&self, clients: &[u32]) -> Vec<u8> {
        let mut body = Vec::new();
        put_number(&mut body, u32::try_from(clients.len()).unwrap_or(u32::MAX));
        for client in clients {
            if let Some(state) = self.states.get(client) {
                put_number(&mut body, *client);
                put_number(&mut body, state.clock);
                put_bytes(&mut body, state.json.as_bytes());
            }
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(client: u32, clock: u32, json: &str) -> Vec<u8> {
        let mut body = Vec::new();
        put_number(&mut body, 1);
        put_number(&mut body, client);
        put_number(&mut body, clock);
        put_bytes(&mut body, json.as_bytes());
        body
    }

    #[test]
    fn nobody_speaks_for_another() {
        let mut presence = Presence::default();
        presence.receive(1, &state(7, 1, r#"{"name":"Rosa"}"#)).expect("good");
        presence.receive(2, &state(7, 5, r#"{"name":"Mallory"}"#)).expect("passed over");
        assert_eq!(presence.name(1), "Rosa");
        assert_eq!(presence.name(2), "");
    }

    #[test]
    fn people_of_another_node_are_told_and_may_come_over() {
        let (mut here, mut there) = (Presence::default(), Presence::default());
        there.receive(1, &state(7, 1, r#"{"name":"Rosa"}"#)).expect("good");
        here.replace(NODES_FROM, &there.ours()).expect("good");
        assert_eq!(here.changes(), state(7, 1, r#"{"name":"Rosa"}"#));
        here.replace(NODES_FROM, &there.ours()).expect("good");
        assert!(!here.has_changes());
        assert_eq!((here.elsewhere(), here.ours()), (1, vec![0]));
        here.receive(1, &state(7, 2, r#"{"name":"Rosa"}"#)).expect("good");
        here.replace(NODES_FROM, &[0]).expect("good");
        assert_eq!((here.elsewhere(), here.name(1).as_str()), (0, "Rosa"));
    }

    #[test]
    fn leaving_is_told_once_and_forgotten() {
        let mut presence = Presence::default();
        presence.receive(1, &state(7, 1, r#"{"name":"Rosa"}"#)).expect("good");
        presence.changes();
        presence.leave(1);
        assert_eq!(presence.changes(), state(7, 2, "null"));
        assert!(presence.all().is_none() && !presence.has_changes());
    }
}
