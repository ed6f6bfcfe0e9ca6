//! Letters to a real mail server: `scripts/with-smtp-sink cargo test -p crosswalk-mail --test smtp`.

use std::time::{Duration, Instant};

use crosswalk_mail::{Address, Attachment, Letter, Message, Reason, SendError, Smtp, Transport};
use crosswalk_names::Timestamp;

/// The address of one of the sink's servers, or a printed sentence and `None` where no sink runs.
fn server(name: &str) -> Option<String> {
    let url = std::env::var(name).ok();
    if url.is_none() {
        println!("Skipped: {name} is not set. Run it through scripts/with-smtp-sink.");
    }
    url
}

fn message(to: &str) -> Message {
    Message {
        id: format!("job-{to}"),
        date: Timestamp(1_795_000_000_000),
        from_name: "Crosswalk".to_owned(),
        from: Address::parse("crosswalk@example.org").expect("good"),
        reply_to: Some(Address::parse("maria@example.org").expect("good")),
        to: Address::parse(&format!("{to}@example.com")).expect("good"),
        letter: Letter {
            subject: "Cuaderno de preparación".to_owned(),
            text: "¿Qué tal?\n.\nfin\n".to_owned(),
            html: "<p>¿Qué tal?</p>".to_owned(),
        },
        attachments: vec![Attachment {
            name: "workbook.pdf".to_owned(),
            mime: "application/pdf".to_owned(),
            bytes: (0..60_000_u32).map(|n| n.to_le_bytes()[0]).collect(),
        }],
        stop_link: "https://example.org/stop/abc".to_owned(),
    }
}

fn inbox_has(to: &str) -> bool {
    let inbox = std::env::var("CROSSWALK_TEST_SMTP_INBOX").expect("set beside the servers");
    let expected = message(to).to_eml().expect("builds");
    std::fs::read_dir(inbox).expect("the inbox").any(|entry| {
        let path = entry.expect("an entry").path();
        path.to_string_lossy().ends_with(&format!("-{to}.eml"))
            && std::fs::read(path).expect("a letter").trim_ascii_end() == expected.trim_ascii_end()
    })
}

async fn send(url: &str, to: &str) -> Result<(), SendError> {
    Transport::smtp(url).expect("the sink's address reads").send(&message(to)).await
}

#[tokio::test]
async fn a_letter_arrives_as_built_over_starttls_tls_and_plain() {
    for (name, to) in [
        ("CROSSWALK_TEST_SMTP", "starttls"),
        ("CROSSWALK_TEST_SMTP_TLS", "tls"),
        ("CROSSWALK_TEST_SMTP_PLAIN", "plain"),
    ] {
        let Some(url) = server(name) else { return };
        send(&url, to).await.expect(name);
        assert!(inbox_has(to), "{name}");
    }
}

#[tokio::test]
async fn one_transport_sends_many_letters_at_once() {
    let Some(url) = server("CROSSWALK_TEST_SMTP") else { return };
    let transport = Transport::smtp(&url).expect("reads");
    let sending: Vec<_> = (0..12)
        .map(|n| {
            let transport = transport.clone();
            tokio::spawn(async move { transport.send(&message(&format!("many{n}"))).await })
        })
        .collect();
    for one in sending {
        one.await.expect("no panic").expect("sent");
    }
    assert!((0..12).all(|n| inbox_has(&format!("many{n}"))));
}

#[tokio::test]
async fn refusals_say_whether_to_try_again_and_hide_the_address() {
    let Some(url) = server("CROSSWALK_TEST_SMTP") else { return };
    for (to, reason, temporary, code) in [
        ("try-later", Reason::TryLater, true, 451),
        ("full", Reason::MailboxFull, true, 452),
        ("unknown", Reason::AddressRefused, false, 550),
        ("banned", Reason::Refused, false, 554),
    ] {
        let error = send(&url, to).await.expect_err(to);
        assert_eq!((error.reason, error.code), (reason, Some(code)), "{error:?}");
        assert_eq!(error.reason.is_temporary(), temporary);
        assert!(!format!("{error} {error:?}").contains('@'), "{error:?}");
        assert!(error.said.is_some());
    }
}

#[tokio::test]
async fn a_wrong_password_or_certificate_is_the_operators_to_mend() {
    let Some(url) = server("CROSSWALK_TEST_SMTP") else { return };
    let wrong_password = url.replace("s3cret", "guess");
    assert_eq!(send(&wrong_password, "nobody").await.expect_err("log-in").reason, Reason::Setup);
    let (unknown_certificate, _) = url.split_once("&ca=").expect("the sink names its authority");
    let error = send(unknown_certificate, "nobody").await.expect_err("certificate");
    assert!(error.reason.is_temporary(), "{error:?}");
    assert!(!inbox_has("nobody"));
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_letter() {
    let Some(url) = server("CROSSWALK_TEST_SMTP_PLAIN") else { return };
    let error = send(&url.replace("tls=none", "tls=starttls"), "open").await.expect_err("no downgrade");
    assert_eq!(error.reason, Reason::Setup);
    assert!(!inbox_has("open"));
}

#[tokio::test]
async fn a_silent_server_is_given_up_in_time() {
    let Some(url) = server("CROSSWALK_TEST_SMTP_SILENT") else { return };
    let smtp = Smtp::from_url(&url).expect("reads").with_timeout(Duration::from_millis(300));
    let start = Instant::now();
    let error = Transport::Smtp(smtp).send(&message("silent")).await.expect_err("timeout");
    assert_eq!(error.reason, Reason::TimedOut);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn no_server_at_all_is_temporary() {
    let port =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    let error = send(&format!("smtp://127.0.0.1:{port}?tls=none"), "bo").await.expect_err("nobody listens");
    assert_eq!(error.reason, Reason::Unreachable);
}
