//! A mail server that answers as its recipients' names say.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server on this machine. It takes every letter except those to addresses that start with `unknown` (550) or
/// with `later` (451, until [`Postbox::mend`]).
#[derive(Debug, Clone)]
pub struct Postbox {
    url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    letters: Vec<(String, String)>,
    mended: bool,
}

impl Postbox {
    /// Opens it on a free port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}?tls=none", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&shared)));
            }
        });
        Self { url, state }
    }

    /// For `Transport::smtp`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// From now on letters to `later…` are taken.
    pub fn mend(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).mended = true;
    }

    /// Recipient and text of each letter that was taken.
    pub fn letters(&self) -> Vec<(String, String)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).letters.clone()
    }
}

async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut to = String::new();
    stream.write_all(b"220 postbox\r\n").await.ok()?;
    loop {
        let line = line(&mut stream).await?;
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let reply = match word.as_str() {
            "EHLO" | "HELO" => "250-postbox\r\n250 8BITMIME",
            "RCPT" => {
                line.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                verdict(&to, state.lock().unwrap_or_else(PoisonError::into_inner).mended)
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await.ok()?;
                let text = letter(&mut stream).await?;
                state.lock().unwrap_or_else(PoisonError::into_inner).letters.push((to.clone(), text));
                "250 taken"
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await.ok()?;
                return None;
            }
            _ => "250 ok",
        };
        stream.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?;
    }
}

fn verdict(to: &str, mended: bool) -> &'static str {
    if to.starts_with("unknown") {
        "550 5.1.1 no such user here"
    } else if to.starts_with("later") && !mended {
        "451 4.3.0 busy, try again in a while"
    } else {
        "250 ok"
    }
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}

async fn letter(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut text = String::new();
    loop {
        let line = line(stream).await?;
        if line == "." {
            return Some(text);
        }
        text += &line;
        text.push('\n');
    }
}
