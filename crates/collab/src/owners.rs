//! Which device may write under which Yjs client id.
//!
//! A client id is a number that a browser tab draws for itself. Whoever writes under another's id takes the
//! clocks that its owner will use next, and the owner's next words are lost. So the first writer binds an id,
//! and only the same device writes under it from then on.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::refusal::LoadError;
use crate::wire::{Reader, put_var};

/// A short name of a device, derived by the caller from its cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DeviceId(pub [u8; 8]);

impl DeviceId {
    /// A device that shows no cookie.
    pub const UNKNOWN: DeviceId = DeviceId([0; 8]);
    /// The server itself; nobody outside may write under its ids.
    pub const SERVER: DeviceId = DeviceId([0xFF; 8]);
}

/// Who sends an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sender {
    /// The device, or [`DeviceId::UNKNOWN`].
    pub device: DeviceId,
    /// The connection, by a number that is not used again while this document is in memory.
    pub connection: u64,
}

/// The binding of client ids to devices.
///
/// An id first used by an unknown device belongs to its connection while that lives, and to any other unknown
/// device afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientOwners {
    devices: HashMap<u32, DeviceId>,
    /// For ids of unknown devices: the connection that uses them now.
    connections: HashMap<u32, u64>,
    by_connection: HashMap<u64, HashSet<u32>>,
}

impl ClientOwners {
    /// No ids yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The device that owns `client`.
    pub fn owner(&self, client: u32) -> Option<DeviceId> {
        self.devices.get(&client).copied()
    }

    /// How many ids are bound.
    pub fn len(&self) -> usize {
        self.devices.len()
    }

    /// Whether no id is bound.
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }

    /// Binds `client` unless it is bound already; whether it was free.
    pub fn bind(&mut self, client: u32, device: DeviceId) -> bool {
        match self.devices.entry(client) {
            std::collections::hash_map::Entry::Occupied(_) => false,
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(device);
                true
            }
        }
    }

    /// Whether `sender` may write new elements under `client`.
    pub(crate) fn allows(&self, client: u32, sender: Sender) -> bool {
        if sender.device == DeviceId::SERVER {
            return false;
        }
        match self.devices.get(&client) {
            None => true,
            Some(&device) if device == DeviceId::UNKNOWN => {
                sender.device == device
                    && self.connections.get(&client).is_none_or(|live| *live == sender.connection)
            }
            Some(&device) => device == sender.device,
        }
    }

    /// Notes that `sender`, who may, writes under `client`; whether the id is new.
    pub(crate) fn claim(&mut self, client: u32, sender: Sender) -> bool {
        let new = self.bind(client, sender.device);
        if sender.device == DeviceId::UNKNOWN && self.connections.insert(client, sender.connection).is_none()
        {
            self.by_connection.entry(sender.connection).or_default().insert(client);
        }
        new
    }

    /// Frees the ids that an unknown device used on `connection`.
    pub(crate) fn release(&mut self, connection: u64) {
        for client in self.by_connection.remove(&connection).unwrap_or_default() {
            self.connections.remove(&client);
        }
    }

    /// Takes in the ids of a later log entry. An id that is bound already keeps its device.
    pub fn absorb(&mut self, later: Self) {
        for (client, device) in later.devices {
            self.bind(client, device);
        }
    }

    /// A compact form for the store: a version byte, then for each device its 8 bytes and its ids.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut by_device: BTreeMap<DeviceId, Vec<u32>> = BTreeMap::new();
        for (&client, &device) in &self.devices {
            by_device.entry(device).or_default().push(client);
        }
        let mut bytes = vec![1];
        put_var(&mut bytes, by_device.len());
        for (device, mut clients) in by_device {
            clients.sort_unstable();
            bytes.extend_from_slice(&device.0);
            put_var(&mut bytes, clients.len());
            let mut last = 0;
            for client in clients {
                put_var(&mut bytes, (client - last) as usize);
                last = client;
            }
        }
        bytes
    }

    /// Reads [`ClientOwners::to_bytes`]. No bytes at all are no ids.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError> {
        let mut owners = Self::default();
        if bytes.is_empty() {
            return Ok(owners);
        }
        let bad = |_| LoadError::Owners;
        let mut reader = Reader::new(bytes);
        if reader.byte().map_err(bad)? != 1 {
            return Err(LoadError::Owners);
        }
        for _ in 0..reader.count(9).map_err(bad)? {
            let device = DeviceId(reader.array().map_err(bad)?);
            let mut client = 0u32;
            for _ in 0..reader.count(1).map_err(bad)? {
                client = client.checked_add(reader.var().map_err(bad)?).ok_or(LoadError::Owners)?;
                owners.devices.insert(client, device);
            }
        }
        if reader.rest() == 0 { Ok(owners) } else { Err(LoadError::Owners) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: Sender = Sender { device: DeviceId([1; 8]), connection: 1 };
    const BEN: Sender = Sender { device: DeviceId([2; 8]), connection: 2 };

    fn stranger(connection: u64) -> Sender {
        Sender { device: DeviceId::UNKNOWN, connection }
    }

    #[test]
    fn the_first_writer_keeps_the_id() {
        let mut owners = ClientOwners::new();
        assert!(owners.claim(7, ANA));
        assert!(owners.allows(7, Sender { connection: 9, ..ANA }));
        assert!(!owners.allows(7, BEN) && !owners.allows(7, stranger(1)));
    }

    #[test]
    fn a_stranger_keeps_the_id_while_connected() {
        let mut owners = ClientOwners::new();
        owners.claim(7, stranger(1));
        assert!(owners.allows(7, stranger(1)) && !owners.allows(7, stranger(2)) && !owners.allows(7, ANA));
        owners.release(1);
        assert!(owners.allows(7, stranger(2)) && !owners.allows(7, ANA));
    }

    #[test]
    fn bytes_round_trip_and_garbage_is_refused() {
        let mut owners = ClientOwners::new();
        for client in [0, 1, 300, u32::MAX] {
            owners.bind(client, ANA.device);
        }
        owners.bind(5, DeviceId::UNKNOWN);
        let bytes = owners.to_bytes();
        assert_eq!(ClientOwners::from_bytes(&bytes).expect("own bytes").devices, owners.devices);
        assert!(ClientOwners::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(ClientOwners::from_bytes(&[2]).is_err());
    }
}
