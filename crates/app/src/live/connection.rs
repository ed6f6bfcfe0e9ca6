//! One socket as the room sees it: what it may do, and bytes that still have to go out.

use std::rc::Rc;

use bytes::Bytes;
use crosswalk_collab::{DeviceId, Refusal};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::{frame, message};

/// Most bytes that wait for a socket in small frames (acknowledgements, pongs); more and it is closed.
const WAITING_BYTES: usize = 64 * 1024;

#[expect(clippy::struct_excessive_bools, reason = "independent facts about one socket")]
/// One socket. It never waits: what the kernel does not take stays in `waiting`, within bounds.
pub struct Connection {
    stream: Rc<TcpStream>,
    /// Wakes the socket's task when there is something to write later, or when it should close.
    wake: Rc<Notify>,
    /// The device behind it.
    pub device: DeviceId,
    /// Whether its link may change the workbook.
    pub may_write: bool,
    /// Whether it speaks Crosswalk's own messages.
    own_messages: bool,
    /// The name it gave in its presence.
    pub name: String,
    /// Whether it has been sent the whole state and takes part in broadcasts.
    pub in_step: bool,
    waiting: Vec<Bytes>,
    waiting_bytes: usize,
    /// The state vector of what it has at least, since it could not take a broadcast.
    behind: Option<Vec<u8>>,
    /// It could take the difference now, and gets it as soon as the room has finished writing.
    wants_difference: bool,
    saved_due: u32,
    closing: Option<u16>,
    close_sent: bool,
}

impl Connection {
    /// A socket that has just been upgraded.
    pub fn new(
        stream: Rc<TcpStream>,
        wake: Rc<Notify>,
        device: DeviceId,
        may_write: bool,
        own_messages: bool,
    ) -> Self {
        Self {
            stream,
            wake,
            device,
            may_write,
            own_messages,
            name: String::new(),
            in_step: false,
            waiting: Vec::new(),
            waiting_bytes: 0,
            behind: None,
            wants_difference: false,
            saved_due: 0,
            closing: None,
            close_sent: false,
        }
    }

    /// Whether bytes wait for the socket.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether the connection should end once everything is written.
    pub fn is_closing(&self) -> bool {
        self.closing.is_some()
    }

    /// Whether it can be dropped: the good-bye is out, or can't be.
    pub fn is_done(&self) -> bool {
        self.close_sent && self.waiting.is_empty()
    }

    /// Sends a broadcast, or remembers that this reader missed it.
    pub fn send_update(&mut self, frame: &Bytes, checkpoint: &[u8]) {
        if !self.in_step || self.is_closing() {
            return;
        }
        if self.has_waiting() || self.behind.is_some() {
            self.behind.get_or_insert_with(|| checkpoint.to_vec());
        } else {
            self.send_now(frame);
        }
    }

    /// Sends something that may be left out when the reader is behind: it is told again when it catches up.
    pub fn send(&mut self, frame: &Bytes) {
        if !self.has_waiting() {
            self.send_now(frame);
        }
    }

    /// Sends a frame after all that waits.
    pub fn send_now(&mut self, frame: &Bytes) {
        if self.close_sent {
            return;
        }
        let sent = if self.waiting.is_empty() { self.stream.try_write(frame).unwrap_or(0) } else { 0 };
        if sent < frame.len() {
            self.waiting.push(frame.slice(sent..));
            self.waiting_bytes += frame.len() - sent;
            self.wake.notify_one();
        }
    }

    /// Sends one of Crosswalk's own messages, to those who understand them.
    pub fn tell(&mut self, frame: &Bytes) {
        if self.own_messages {
            self.send_now(frame);
        }
    }

    /// `count` more of its sync messages are on disk.
    pub fn saved(&mut self, count: u32) {
        if !self.own_messages {
            return;
        }
        self.saved_due += count;
        if !self.has_waiting() {
            let frame = frame::binary(&message::saved(std::mem::take(&mut self.saved_due)));
            self.send_now(&frame);
        }
    }

    /// Tells why an update was refused, and ends the connection.
    pub fn refuse(&mut self, refusal: &Refusal) {
        self.refuse_code(refusal.code(), &refusal.to_string());
    }

    /// The same for a reason of the room's own.
    pub fn refuse_code(&mut self, code: &str, reason: &str) {
        self.tell(&frame::binary(&message::refused(code, reason)));
        self.close(4400);
    }

    /// Answers a ping, unless the other side does not read.
    pub fn pong(&mut self, payload: &[u8]) {
        self.send_now(&frame::pong(payload));
        if self.waiting_bytes > WAITING_BYTES && self.waiting.len() > 8 {
            self.abandon();
        }
    }

    /// Ends the connection with a close code, after what waits.
    pub fn close(&mut self, code: u16) {
        if self.closing.is_none() {
            self.closing = Some(code);
            self.send_now(&frame::close(code));
            self.close_sent = true;
            self.wake.notify_one();
        }
    }

    /// Ends it at once; nothing more is written.
    pub fn abandon(&mut self) {
        self.closing = Some(1006);
        self.close_sent = true;
        self.waiting.clear();
        self.wake.notify_one();
    }

    /// Writes what waits. True when nothing waits any more.
    pub fn drain(&mut self) -> bool {
        while let Some(first) = self.waiting.first_mut() {
            match self.stream.try_write(first) {
                Ok(sent) if sent == first.len() => {
                    self.waiting_bytes -= sent;
                    self.waiting.remove(0);
                }
                Ok(sent) => {
                    *first = first.slice(sent..);
                    self.waiting_bytes -= sent;
                    return false;
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => return false,
                Err(_) => {
                    self.abandon();
                    return false;
                }
            }
        }
        if self.saved_due > 0 && !self.close_sent {
            let frame = frame::binary(&message::saved(std::mem::take(&mut self.saved_due)));
            self.send_now(&frame);
        }
        self.waiting.is_empty()
    }

    /// It has what the state vector tells, and gets the difference once it can take it.
    pub fn fall_behind(&mut self, vector: &[u8]) {
        self.behind = Some(vector.to_vec());
    }

    /// What the reader has at least, if it fell behind; from now on it counts as in step again.
    pub fn take_behind(&mut self) -> Option<Vec<u8>> {
        self.wants_difference = false;
        self.behind.take()
    }

    /// Nothing waits for the socket, but the room can't make the difference yet.
    pub fn ask_for_difference(&mut self) {
        self.wants_difference = self.behind.is_some();
    }

    /// Whether the room owes it a difference that it can take at once.
    pub fn wants_difference(&self) -> bool {
        self.wants_difference
    }

    /// Whether its task should wait until the socket can be written.
    pub fn waits_to_write(&self) -> bool {
        self.has_waiting() || (self.behind.is_some() && !self.wants_difference)
    }
}
