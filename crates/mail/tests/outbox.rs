//! Letters that land in a folder, and how a letter is read back.

use crosswalk_mail::{Address, Attachment, Letter, Message, OUTBOX_FILES_MAX, Reason, Transport};
use crosswalk_names::Timestamp;

fn message(id: &str, subject: &str) -> Message {
    Message {
        id: id.to_owned(),
        date: Timestamp(1_795_000_000_000),
        from_name: "Crosswalk".to_owned(),
        from: Address::parse("crosswalk@example.org").expect("good"),
        reply_to: None,
        to: Address::parse("bo@example.com").expect("good"),
        letter: Letter {
            subject: subject.to_owned(),
            text: "Texto\n".to_owned(),
            html: "<p>Texto</p>".to_owned(),
        },
        attachments: vec![Attachment {
            name: "a.pdf".to_owned(),
            mime: "application/pdf".to_owned(),
            bytes: vec![7; 9],
        }],
        stop_link: "https://example.org/stop/abc".to_owned(),
    }
}

#[tokio::test]
async fn letters_are_kept_and_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let transport = Transport::outbox(folder.path().join("outbox")).expect("made");
    let Transport::Outbox(outbox) = &transport else { panic!("an outbox") };
    transport.send(&message("job-1", "Uno")).await.expect("sent");
    transport.send(&message("job-1", "Uno")).await.expect("sent twice by accident");
    transport.send(&message("job-2", "Dos ñ")).await.expect("sent");

    let letters = outbox.newest(10).expect("read");
    assert_eq!(letters.iter().map(|l| l.subject.as_str()).collect::<Vec<_>>(), ["Dos ñ", "Uno"]);
    assert_eq!(letters[0].to, "bo@example.com");
    assert_eq!(letters[0].text.trim_end(), "Texto");
    assert_eq!(letters[0].attachments, [("a.pdf".to_owned(), 9)]);
    assert_eq!(outbox.read("job-2.eml").expect("read").as_ref(), Some(&letters[0]));
    assert_eq!(outbox.newest(1).expect("read").len(), 1);
    assert!(!transport.delivers());
    let mode = |path: &std::path::Path| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    };
    assert_eq!(mode(outbox.folder()), 0o700, "letters hold links to sign in by");
    assert_eq!(mode(&outbox.folder().join("job-1.eml")), 0o600);
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("secret.eml"), "Subject: secret\r\n\r\nx").expect("written");
    let Transport::Outbox(outbox) = Transport::outbox(folder.path().join("outbox")).expect("made") else {
        panic!("an outbox")
    };
    for name in ["../secret.eml", "..\\secret.eml", "nothing.eml", ".eml", "", "/etc/passwd"] {
        assert_eq!(outbox.bytes(name).expect(name), None, "{name}");
    }
}

#[tokio::test]
async fn the_folder_keeps_a_bounded_number_of_letters() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..OUTBOX_FILES_MAX + 5 {
        std::fs::write(folder.path().join(format!("{n}.eml")), "Subject: old\r\n\r\nx").expect("written");
    }
    let transport = Transport::outbox(folder.path()).expect("opened");
    transport.send(&message("job-new", "New")).await.expect("sent");
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), OUTBOX_FILES_MAX);
    assert!(folder.path().join("job-new.eml").exists());
}

#[tokio::test]
async fn a_folder_that_is_gone_is_named_as_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let transport = Transport::outbox(folder.path().join("outbox")).expect("made");
    std::fs::remove_dir_all(folder.path().join("outbox")).expect("removed");
    assert_eq!(transport.send(&message("job-1", "Uno")).await.expect_err("gone").reason, Reason::Folder);
}

#[tokio::test]
async fn the_memory_of_a_test_keeps_what_was_sent() {
    let transport = Transport::memory();
    transport.send(&message("job-1", "Uno")).await.expect("sent");
    assert_eq!(transport.sent(), [message("job-1", "Uno")]);
}
