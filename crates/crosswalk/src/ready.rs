//! `crosswalk ready`: for a container, which has no other program in it to ask with.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;

use crate::config::socket;

/// How long the program may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Longest line of the answer that is read, in bytes.
const LINE_MAX: u64 = 1_024;

#[derive(Args)]
pub struct ReadyArgs {
    /// Where the program listens
    #[arg(long, env = "CROSSWALK_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = socket)]
    listen: SocketAddr,
}

pub fn run(args: &ReadyArgs) -> anyhow::Result<()> {
    let mut address = args.listen;
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    let status = status(address).with_context(|| format!("nothing answers on {address}"))?;
    if status == "200" {
        println!("Ready.");
        Ok(())
    } else {
        bail!("not ready: /readyz answers {status}; the log says why")
    }
}

fn status(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // In one piece: who answers before the rest came may close the door on it.
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut line = String::new();
    BufReader::new(stream.take(LINE_MAX)).read_line(&mut line)?;
    Ok(line.split(' ').nth(1).unwrap_or("nothing").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn says_what_the_program_answers() {
        for (answer, expected) in [
            ("HTTP/1.1 200 OK\r\n\r\n", "200"),
            ("HTTP/1.1 503 Service Unavailable\r\n\r\n", "503"),
            ("", "nothing"),
        ] {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
            let address = listener.local_addr().expect("an address");
            let server = std::thread::spawn(move || {
                let (mut stream, _) = listener.accept().expect("a request");
                let mut head = [0; 256];
                let read = stream.read(&mut head).expect("a head");
                assert!(head[..read].starts_with(b"GET /readyz "));
                stream.write_all(answer.as_bytes()).expect("answered");
            });
            assert_eq!(status(address).expect("an answer"), expected);
            server.join().expect("served");
        }
        let nobody = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        assert!(status(nobody.expect("an address")).is_err());
    }
}
