//! A WebSocket from the browser's side, down to the bytes, so that tests can break its rules.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::http::{Answer, Request};

/// How long a test waits for bytes before it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came from the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A message.
    Binary(Vec<u8>),
    /// A ping.
    Ping,
    /// An answer to a ping.
    Pong(Vec<u8>),
    /// The good-bye with its code.
    Close(u16),
    /// The connection is gone.
    End,
}

/// An open connection.
#[derive(Debug)]
pub struct Socket {
    stream: TcpStream,
    arrived: Vec<u8>,
}

impl Socket {
    /// Opens `path`; an answer other than 101 is an error.
    pub async fn open(to: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Result<Self, Answer> {
        Self::open_with_buffer(to, path, headers, None).await
    }

    /// The same with so many bytes of room for what was received and not read.
    pub async fn open_with_buffer(
        to: SocketAddr,
        path: &str,
        headers: &[(&str, &str)],
        receive_bytes: Option<u32>,
    ) -> Result<Self, Answer> {
        let socket = TcpSocket::new_v4().expect("a socket");
        if let Some(bytes) = receive_bytes {
            socket.set_recv_buffer_size(bytes).expect("a buffer size");
        }
        let mut stream = socket.connect(to).await.expect("the server takes connections");
        drop(stream.set_nodelay(true));
        let mut request = Request::new("GET", path)
            .header("Upgrade", "websocket")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let bytes = request.bytes(&to.to_string());
        let text =
            String::from_utf8(bytes).expect("text").replace("Connection: close", "Connection: Upgrade");
        stream.write_all(text.as_bytes()).await.expect("the request is sent");
        let mut arrived = Vec::new();
        let head = loop {
            if let Some(end) = arrived.windows(4).position(|part| part == b"\r\n\r\n") {
                break end + 4;
            }
            let read = tokio::time::timeout(PATIENCE, stream.read_buf(&mut arrived)).await;
            assert!(read.expect("an answer in time").expect("an answer") > 0, "the server hung up");
        };
        if !arrived.starts_with(b"HTTP/1.1 101") {
            // The head says all that a test asks for.
            return Err(Answer::parse(&arrived).expect("an HTTP answer"));
        }
        arrived.drain(..head);
        Ok(Self { stream, arrived })
    }

    /// Sends one binary message. False when the connection is gone.
    pub async fn send(&mut self, message: &[u8]) -> bool {
        self.send_bytes(&frame(0x82, message)).await
    }

    /// Sends bytes as they are. False when the connection is gone.
    pub async fn send_bytes(&mut self, bytes: &[u8]) -> bool {
        let sent = tokio::time::timeout(PATIENCE, self.stream.write_all(bytes)).await;
        sent.expect("the server reads in time").is_ok()
    }

    /// Sends as much as the connection takes within this time, and how much that was.
    pub async fn send_within(&mut self, bytes: &[u8], time: Duration) -> usize {
        let mut sent = 0;
        let write = async {
            while sent < bytes.len() {
                match self.stream.write(&bytes[sent..]).await {
                    Ok(count) => sent += count,
                    Err(_) => return,
                }
            }
        };
        drop(tokio::time::timeout(time, write).await);
        sent
    }

    /// The next frame.
    pub async fn next(&mut self) -> Frame {
        self.next_within(PATIENCE).await.expect("a frame in time")
    }

    /// The next frame, if there is one within this time.
    pub async fn next_within(&mut self, time: Duration) -> Option<Frame> {
        let deadline = tokio::time::Instant::now() + time;
        loop {
            if let Some(frame) = self.take() {
                return Some(frame);
            }
            match tokio::time::timeout_at(deadline, self.stream.read_buf(&mut self.arrived)).await {
                Ok(Ok(0) | Err(_)) => return Some(Frame::End),
                Ok(Ok(_)) => {}
                Err(_) => return None,
            }
        }
    }

    /// Reads to the end and gives the code of the good-bye, if there was one.
    pub async fn close_code(&mut self) -> Option<u16> {
        loop {
            match self.next().await {
                Frame::Close(code) => return Some(code),
                Frame::End => return None,
                _ => {}
            }
        }
    }

    fn take(&mut self) -> Option<Frame> {
        let (&first, &second) = (self.arrived.first()?, self.arrived.get(1)?);
        assert_eq!(second & 0x80, 0, "a server does not mask");
        let (length, start) = match second {
            126 => (u64::from(u16::from_be_bytes(self.arrived.get(2..4)?.try_into().ok()?)), 4),
            127 => (u64::from_be_bytes(self.arrived.get(2..10)?.try_into().ok()?), 10),
            short => (u64::from(short), 2),
        };
        let end = start + usize::try_from(length).expect("a length");
        let payload = self.arrived.get(start..end)?.to_vec();
        self.arrived.drain(..end);
        Some(match first {
            0x82 => Frame::Binary(payload),
            0x88 => {
                Frame::Close(payload.get(..2).map_or(1005, |code| u16::from_be_bytes([code[0], code[1]])))
            }
            0x89 => Frame::Ping,
            0x8A => Frame::Pong(payload),
            other => panic!("a server sends no frame {other:#x}"),
        })
    }
}

/// One masked frame; `first` is its first byte (0x82 for a whole binary message).
pub fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x5A, 0x11, 0xC3, 0x77];
    let mut frame = vec![first];
    match payload.len() {
        length @ 0..=125 => frame.push(0x80 | u8::try_from(length).expect("at most 125")),
        length => match u16::try_from(length) {
            Ok(length) => {
                frame.push(0x80 | 126);
                frame.extend(length.to_be_bytes());
            }
            Err(_) => {
                frame.push(0x80 | 127);
                frame.extend((length as u64).to_be_bytes());
            }
        },
    }
    frame.extend(MASK);
    frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}
