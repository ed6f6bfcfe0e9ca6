//! One letter to one person, with its headers, ready to be sent.

use std::time::{Duration, SystemTime};

use crosswalk_names::Timestamp;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment as LettreAttachment, Mailbox, MultiPart, SinglePart};

use crate::address::Address;
use crate::letter::Letter;

/// Most that the attachments of one message may weigh together, in bytes (before encoding).
pub const ATTACHMENTS_MAX_BYTES: usize = 10 * 1024 * 1024;
/// Longest name beside an address, and longest subject, in characters.
const LINE_MAX: usize = 300;

/// A file that goes with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name as the reader sees it.
    pub name: String,
    /// Media type, for example `application/pdf`.
    pub mime: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attachment")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// One letter to one person. The same message built twice is the same to the byte, and its `Message-ID` follows from
/// `id`: a letter that is sent twice by accident shows up once in most mail programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Names this sending for good, for example the job's id: letters, digits, `.` and `-`, at most 100.
    pub id: String,
    /// When the job was made.
    pub date: Timestamp,
    /// Name of the site, shown as the sender's name.
    pub from_name: String,
    /// The site's own address.
    pub from: Address,
    /// Where replies go: the person who sends it on.
    pub reply_to: Option<Address>,
    /// The one recipient.
    pub to: Address,
    /// What it says.
    pub letter: Letter,
    /// Files that go with it.
    pub attachments: Vec<Attachment>,
    /// Full address that stops all mail to `to`; also offered by mail programs as one click (RFC 8058), which they
    /// send as a POST without cookies.
    pub stop_link: String,
}

/// Why a [`Message`] can't be built. All are mistakes of the caller, not of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// See [`Message::id`].
    #[error("the message id must be 1 to 100 letters, digits, dots and hyphens")]
    Id,
    /// The stop link is no http address.
    #[error("the stop link must be a full http or https address in plain ASCII")]
    StopLink,
    /// An attachment's media type does not parse.
    #[error("an attachment's media type does not parse: use one like application/pdf")]
    MediaType,
    /// Attachments over [`ATTACHMENTS_MAX_BYTES`].
    #[error(
        "the attachments weigh more than {ATTACHMENTS_MAX_BYTES} bytes together: send fewer or smaller ones"
    )]
    TooLarge,
    /// The mail library refused it.
    #[error("the message does not build")]
    Build,
}

impl Message {
    /// The message in the form it travels in.
    pub(crate) fn build(&self) -> Result<lettre::Message, MessageError> {
        self.check()?;
        let mut message = lettre::Message::builder()
            .from(mailbox(&self.from_name, &self.from)?)
            .to(mailbox("", &self.to)?)
            .subject(one_line(&self.letter.subject, LINE_MAX))
            .message_id(Some(format!("<{}@{}>", self.id, self.from.domain())))
            .date(moment(self.date))
            .header(Raw::<ListUnsubscribe>::new(format!("<{}>", self.stop_link)))
            .header(Raw::<ListUnsubscribePost>::new("List-Unsubscribe=One-Click"))
            .header(Raw::<AutoSubmitted>::new("auto-generated"));
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(mailbox("", reply_to)?);
        }
        message.multipart(self.body()?).map_err(|_| MessageError::Build)
    }

    /// The message as it would travel, for an outbox or a test.
    pub fn to_eml(&self) -> Result<Vec<u8>, MessageError> {
        Ok(self.build()?.formatted())
    }

    fn check(&self) -> Result<(), MessageError> {
        let id_is_plain = self.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        if !id_is_plain || self.id.is_empty() || self.id.len() > 100 || self.id.starts_with('.') {
            return Err(MessageError::Id);
        }
        let is_http = self.stop_link.starts_with("https://") || self.stop_link.starts_with("http://");
        if !is_http || !self.stop_link.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>') {
            return Err(MessageError::StopLink);
        }
        if self.attachments.iter().map(|file| file.bytes.len()).sum::<usize>() > ATTACHMENTS_MAX_BYTES {
            return Err(MessageError::TooLarge);
        }
        Ok(())
    }

    fn body(&self) -> Result<MultiPart, MessageError> {
        let words = MultiPart::alternative()
            .boundary(format!("words-{}", self.id))
            .singlepart(SinglePart::plain(self.letter.text.clone()))
            .singlepart(SinglePart::html(self.letter.html.clone()));
        let mut whole = MultiPart::mixed().boundary(format!("whole-{}", self.id)).multipart(words);
        for file in &self.attachments {
            let mime = ContentType::parse(&file.mime).map_err(|_| MessageError::MediaType)?;
            whole =
                whole.singlepart(LettreAttachment::new(file_name(&file.name)).body(file.bytes.clone(), mime));
        }
        Ok(whole)
    }
}

fn mailbox(name: &str, address: &Address) -> Result<Mailbox, MessageError> {
    let name = one_line(name, LINE_MAX);
    let email = address.as_str().parse().map_err(|_| MessageError::Build)?;
    Ok(Mailbox::new((!name.is_empty()).then_some(name), email))
}

fn moment(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).unwrap_or(0))
}

/// `text` on one line: control characters and runs of spaces become one space, and at most `most` characters stay.
/// Headers are built from such lines only, so nothing that a person types can start a header of its own.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// A file name without folders or characters that some system refuses.
fn file_name(name: &str) -> String {
    let name: String =
        one_line(name, 100).chars().map(|c| if "/\\:*?\"<>|".contains(c) { '-' } else { c }).collect();
    if name.trim_matches('.').is_empty() { "file".to_owned() } else { name }
}

/// A header that lettre has no type for. The value is ours and plain ASCII, checked in [`Message::check`].
#[derive(Debug, Clone)]
struct Raw<K> {
    value: String,
    kind: std::marker::PhantomData<K>,
}

trait Named: Clone {
    const NAME: &'static str;
}

macro_rules! named_headers {
    ($($kind:ident $name:literal),*) => {$(
        #[derive(Debug, Clone)]
        struct $kind;
        impl Named for $kind {
            const NAME: &'static str = $name;
        }
    )*};
}
named_headers!(
    ListUnsubscribe "List-Unsubscribe",
    ListUnsubscribePost "List-Unsubscribe-Post",
    AutoSubmitted "Auto-Submitted"
);

impl<K> Raw<K> {
    fn new(value: impl Into<String>) -> Self {
        Self { value: value.into(), kind: std::marker::PhantomData }
    }
}

impl<K: Named> Header for Raw<K> {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str(K::NAME)
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self::new(text))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::dangerous_new_pre_encoded(Self::name(), self.value.clone(), self.value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::{MessageParser, MimeHeaders};

    pub(crate) fn sample() -> Message {
        Message {
            id: "01922-abc.1".to_owned(),
            date: Timestamp(1_795_000_000_000),
            from_name: "Crosswalk Riverside".to_owned(),
            from: Address::parse("crosswalk@example.org").expect("good"),
            reply_to: Some(Address::parse("maria@example.org").expect("good")),
            to: Address::parse("bo@example.com").expect("good"),
            letter: Letter {
                subject: "María compartió un cuaderno: Río".to_owned(),
                text: "¿Qué tal?\n\n你好 👋\n.\nend\n".to_owned(),
                html: "<p>¿Qué tal?</p>".to_owned(),
            },
            attachments: vec![Attachment {
                name: "cuaderno.pdf".to_owned(),
                mime: "application/pdf".to_owned(),
                bytes: (0..=255).collect(),
            }],
            stop_link: "https://example.org/stop/abc".to_owned(),
        }
    }

    #[test]
    fn an_independent_parser_reads_back_what_was_written() {
        let eml = sample().to_eml().expect("builds");
        let mail = MessageParser::default().parse(&eml).expect("parses");
        assert_eq!(mail.subject(), Some("María compartió un cuaderno: Río"));
        assert_eq!(mail.from().and_then(|f| f.first()).and_then(|a| a.name()), Some("Crosswalk Riverside"));
        assert_eq!(mail.to().and_then(|f| f.first()).and_then(|a| a.address()), Some("bo@example.com"));
        assert_eq!(
            mail.reply_to().and_then(|f| f.first()).and_then(|a| a.address()),
            Some("maria@example.org")
        );
        assert_eq!(mail.message_id(), Some("01922-abc.1@example.org"));
        assert_eq!(mail.date().map(mail_parser::DateTime::to_timestamp), Some(1_795_000_000));
        assert_eq!(mail.body_text(0).expect("text").replace("\r\n", "\n"), "¿Qué tal?\n\n你好 👋\n.\nend\n");
        assert_eq!(mail.body_html(0).expect("html").trim_end(), "<p>¿Qué tal?</p>");
        let file = mail.attachment(0).expect("file");
        assert_eq!(file.attachment_name(), Some("cuaderno.pdf"));
        assert_eq!(file.contents(), (0..=255).collect::<Vec<u8>>());
        assert_eq!(
            mail.header_raw("List-Unsubscribe").map(str::trim),
            Some("<https://example.org/stop/abc>")
        );
        assert_eq!(
            mail.header_raw("List-Unsubscribe-Post").map(str::trim),
            Some("List-Unsubscribe=One-Click")
        );
    }

    #[test]
    fn the_same_message_is_the_same_bytes() {
        assert_eq!(sample().to_eml(), sample().to_eml());
    }

    #[test]
    fn nothing_typed_becomes_a_header() {
        let attack = "x\r\nBcc: all@example.org\r\n\r\nbody\u{2028}\u{85}\0";
        let mut message = sample();
        message.letter.subject = attack.to_owned();
        message.from_name = attack.to_owned();
        message.attachments[0].name = format!("../{attack}");
        let eml = message.to_eml().expect("builds");
        let mail = MessageParser::default().parse(&eml).expect("parses");
        assert!(mail.bcc().is_none());
        assert_eq!(mail.subject(), Some("x Bcc: all@example.org body"));
        assert_eq!(
            mail.attachment(0).and_then(|f| f.attachment_name()),
            Some("..-x Bcc- all@example.org body")
        );
        assert!(!String::from_utf8_lossy(&eml).lines().any(|line| line.starts_with("Bcc:")));
    }

    #[test]
    fn what_can_not_travel_is_refused() {
        let refused = |change: fn(&mut Message)| {
            let mut message = sample();
            change(&mut message);
            message.to_eml().expect_err("refused")
        };
        assert_eq!(refused(|m| m.id = "a b".to_owned()), MessageError::Id);
        assert_eq!(refused(|m| m.id = "a>\r\nBcc".to_owned()), MessageError::Id);
        assert_eq!(refused(|m| m.stop_link = "javascript:1".to_owned()), MessageError::StopLink);
        assert_eq!(refused(|m| m.stop_link = "https://a/\r\nX: y".to_owned()), MessageError::StopLink);
        assert_eq!(refused(|m| m.attachments[0].mime = "pdf\r\n".to_owned()), MessageError::MediaType);
        assert_eq!(
            refused(|m| m.attachments[0].bytes = vec![0; ATTACHMENTS_MAX_BYTES + 1]),
            MessageError::TooLarge
        );
    }
}
