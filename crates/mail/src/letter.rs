//! What our letters say: one structure, shown as plain text and as simple HTML, so that the two can't differ.

use crosswalk_names::Language;
use fluent_bundle::FluentValue;

use crate::address::Address;
use crate::inert::defuse_links;
use crate::message::one_line;
use crate::words::say;

/// Longest name of a person in a letter, in characters.
const NAME_MAX: usize = 80;
/// Longest title of a workbook in a letter, in characters.
const TITLE_MAX: usize = 200;

/// A letter ready to be addressed: subject, and the same content as plain text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line, without control characters.
    pub subject: String,
    /// Plain text, lines ended by `\n`.
    pub text: String,
    /// A whole HTML page with inline styles only.
    pub html: String,
}

/// What the link of a letter lets its reader do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read and change.
    Edit,
    /// Read only.
    Read,
}

/// One person sends the workbook to another. `title`, `sender_name` and `message` are shown with their links made
/// inert; empty ones are left out.
#[derive(Debug, Clone, Copy)]
pub struct Invitation<'a> {
    /// The sender's language.
    pub language: Language,
    /// Name of the site.
    pub instance: &'a str,
    /// The sender's name, or empty.
    pub sender_name: &'a str,
    /// The sender's confirmed address; replies go there.
    pub sender: &'a Address,
    /// Title of the workbook, or empty.
    pub title: &'a str,
    /// The sender's message, or empty.
    pub message: &'a str,
    /// Full address of the workbook.
    pub link: &'a str,
    /// What `link` allows.
    pub access: Access,
    /// Whether the letter carries the workbook as PDF.
    pub with_pdf: bool,
    /// Full address that stops all mail from this site to the recipient.
    pub stop_link: &'a str,
}

/// One person sends a page of the toolkit to another. `title` and `summary` are ours or the operator's; `sender_name` and
/// `message` are shown with their links made inert, and left out when empty.
#[derive(Debug, Clone, Copy)]
pub struct PageLetter<'a> {
    /// The sender's language.
    pub language: Language,
    /// Name of the site.
    pub instance: &'a str,
    /// The sender's name, or empty.
    pub sender_name: &'a str,
    /// The sender's confirmed address; replies go there.
    pub sender: &'a Address,
    /// Title of the page.
    pub title: &'a str,
    /// What the page is for.
    pub summary: &'a str,
    /// The sender's message, or empty.
    pub message: &'a str,
    /// Full address of the page.
    pub link: &'a str,
    /// Full address that stops all mail from this site to the recipient.
    pub stop_link: &'a str,
}

/// A person asked for the link of a workbook at their own address.
#[derive(Debug, Clone, Copy)]
pub struct YourLink<'a> {
    /// The person's language.
    pub language: Language,
    /// Name of the site.
    pub instance: &'a str,
    /// Title of the workbook, or empty.
    pub title: &'a str,
    /// Full address of the workbook.
    pub link: &'a str,
    /// What `link` allows.
    pub access: Access,
    /// Full address that stops all mail from this site to the recipient.
    pub stop_link: &'a str,
}

/// Asks the sender of a first message to show that the address is theirs.
#[derive(Debug, Clone, Copy)]
pub struct ConfirmSender<'a> {
    /// The person's language.
    pub language: Language,
    /// Name of the site.
    pub instance: &'a str,
    /// Full address of the page that confirms.
    pub link: &'a str,
    /// How long `link` works, in hours.
    pub hours: u16,
    /// Full address that stops all mail from this site to the recipient.
    pub stop_link: &'a str,
}

/// A person asked for a link that signs them in.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// The person's language.
    pub language: Language,
    /// Name of the site.
    pub instance: &'a str,
    /// Full address of the page that signs in.
    pub link: &'a str,
    /// How long `link` works, in minutes.
    pub minutes: u16,
    /// Full address that stops all mail from this site to the recipient.
    pub stop_link: &'a str,
}

/// Something happened in a partnership, or it asks something: one sentence, one button, and why the letter comes.
/// `who`, `partnership` and `what` are shown with their links made inert.
#[derive(Debug, Clone, Copy)]
pub struct PartnershipLetter<'a> {
    /// The recipient's language.
    pub language: Language,
    /// What the letter is about: its words are the messages `mail-KEY-subject`, `mail-KEY-opening`, `mail-KEY-open`
    /// and `mail-KEY-why`.
    pub key: &'a str,
    /// Name of the site.
    pub instance: &'a str,
    /// The person who caused it, or empty.
    pub who: &'a str,
    /// Name of the partnership.
    pub partnership: &'a str,
    /// What it is about in one line: a round, a step, an organization; or empty.
    pub what: &'a str,
    /// A day or a length of time, in words; or empty.
    pub when: &'a str,
    /// A message of the sender, or empty.
    pub message: &'a str,
    /// Full address of the page that it is about.
    pub link: &'a str,
    /// Full address that stops all mail from this site to the recipient.
    pub stop_link: &'a str,
}

impl SignIn<'_> {
    /// The letter in the person's language.
    pub fn letter(&self) -> Letter {
        let args = [("instance", self.instance.into()), ("minutes", self.minutes.into())];
        let words = |key: &str| say(self.language, key, &args);
        let blocks = [
            Block::Text(words("mail-sign-in-opening")),
            Block::Button { label: words("mail-sign-in-open"), link: self.link },
            Block::Text(words("mail-sign-in-minutes")),
            Block::Small(words("mail-sign-in-why")),
            Block::SmallLink { label: words("mail-stop"), link: self.stop_link },
        ];
        compose(self.language, &words("mail-sign-in-subject"), &blocks)
    }
}

impl PartnershipLetter<'_> {
    /// The letter in the recipient's language.
    pub fn letter(&self) -> Letter {
        let who = shown_line(self.who, NAME_MAX);
        let partnership = shown_line(self.partnership, TITLE_MAX);
        let what = shown_line(self.what, TITLE_MAX);
        let args = [
            ("instance", self.instance.into()),
            ("who", who.as_str().into()),
            ("partnership", partnership.as_str().into()),
            ("what", what.as_str().into()),
            ("when", self.when.into()),
        ];
        let words = |part: &str| say(self.language, &format!("mail-{}-{part}", self.key), &args);
        let mut blocks = vec![Block::Text(words("opening"))];
        blocks.extend(quoted(self.message, say(self.language, "mail-invitation-message", &args)));
        blocks.push(Block::Button { label: words("open"), link: self.link });
        blocks.push(Block::Small(words("why")));
        blocks.push(Block::SmallLink { label: say(self.language, "mail-stop", &args), link: self.stop_link });
        compose(self.language, &words("subject"), &blocks)
    }
}

impl Invitation<'_> {
    /// The letter in the sender's language.
    pub fn letter(&self) -> Letter {
        let named = Named::new(self.sender_name, self.sender, self.title, self.instance);
        let words = |key: &str| say(self.language, key, &named.args());
        let mut blocks = vec![
            Block::Text(words(&named.key("mail-invitation-opening", true, true))),
            Block::Text(words("mail-invitation-what")),
        ];
        blocks.extend(quoted(self.message, words("mail-invitation-message")));
        blocks.push(Block::Button { label: words("mail-invitation-open"), link: self.link });
        blocks.push(Block::Text(words(match self.access {
            Access::Edit => "mail-invitation-edit",
            Access::Read => "mail-invitation-read",
        })));
        if self.with_pdf {
            blocks.push(Block::Text(words("mail-invitation-pdf")));
        }
        blocks.push(Block::Small(words(&named.key("mail-invitation-why", true, false))));
        blocks.push(Block::SmallLink { label: words("mail-stop"), link: self.stop_link });
        compose(self.language, &words(&named.key("mail-invitation-subject", false, true)), &blocks)
    }
}

impl PageLetter<'_> {
    /// The letter in the sender's language.
    pub fn letter(&self) -> Letter {
        let named = Named::new(self.sender_name, self.sender, self.title, self.instance);
        let words = |key: &str| say(self.language, key, &named.args());
        let mut blocks = vec![
            Block::Text(words(&named.key("mail-page-opening", true, false))),
            Block::Text(self.summary.to_owned()),
        ];
        blocks.extend(quoted(self.message, words("mail-invitation-message")));
        blocks.push(Block::Button { label: words("mail-page-open"), link: self.link });
        blocks.push(Block::Small(words(&named.key("mail-invitation-why", true, false))));
        blocks.push(Block::SmallLink { label: words("mail-stop"), link: self.stop_link });
        compose(self.language, &words("mail-page-subject"), &blocks)
    }
}

impl YourLink<'_> {
    /// The letter in the person's language.
    pub fn letter(&self) -> Letter {
        let title = shown_line(self.title, TITLE_MAX);
        let args = [("instance", self.instance.into()), ("title", title.as_str().into())];
        let words = |key: &str| say(self.language, key, &args);
        let titled = |key: &str| if title.is_empty() { words(key) } else { words(&format!("{key}-titled")) };
        let blocks = [
            Block::Text(titled("mail-your-link-opening")),
            Block::Button { label: words("mail-your-link-open"), link: self.link },
            Block::Text(words(match self.access {
                Access::Edit => "mail-your-link-keep",
                Access::Read => "mail-your-link-keep-read",
            })),
            Block::Small(words("mail-your-link-why")),
            Block::SmallLink { label: words("mail-stop"), link: self.stop_link },
        ];
        compose(self.language, &titled("mail-your-link-subject"), &blocks)
    }
}

impl ConfirmSender<'_> {
    /// The letter in the person's language.
    pub fn letter(&self) -> Letter {
        let args = [("instance", self.instance.into()), ("hours", self.hours.into())];
        let words = |key: &str| say(self.language, key, &args);
        let blocks = [
            Block::Text(words("mail-confirm-opening")),
            Block::Button { label: words("mail-confirm-open"), link: self.link },
            Block::Text(words("mail-confirm-hours")),
            Block::Text(words("mail-confirm-not-you")),
            Block::Small(words("mail-confirm-why")),
            Block::SmallLink { label: words("mail-stop"), link: self.stop_link },
        ];
        compose(self.language, &words("mail-confirm-subject"), &blocks)
    }
}

/// Who sends what, made safe to show, and which wording fits: a sender without a name is known by the address.
struct Named<'a> {
    has_name: bool,
    sender: String,
    address: &'a str,
    title: String,
    instance: &'a str,
}

impl<'a> Named<'a> {
    fn new(name: &str, address: &'a Address, title: &str, instance: &'a str) -> Self {
        let name = shown_line(name, NAME_MAX);
        let has_name = !name.is_empty();
        let sender = if has_name { name } else { address.to_string() };
        Self { has_name, sender, address: address.as_str(), title: shown_line(title, TITLE_MAX), instance }
    }

    fn args(&self) -> [(&'static str, FluentValue<'_>); 4] {
        [
            ("sender", self.sender.as_str().into()),
            ("address", self.address.into()),
            ("title", self.title.as_str().into()),
            ("instance", self.instance.into()),
        ]
    }

    fn key(&self, key: &str, by_name: bool, by_title: bool) -> String {
        let plain = if by_name && !self.has_name { "-plain" } else { "" };
        let titled = if by_title && !self.title.is_empty() { "-titled" } else { "" };
        format!("{key}{plain}{titled}")
    }
}

/// The sender's message under its heading, links made inert; nothing when there is none.
fn quoted<'a>(message: &str, heading: String) -> Vec<Block<'a>> {
    let message = defuse_links(message.trim());
    if message.is_empty() { Vec::new() } else { vec![Block::Text(heading), Block::Quote(message)] }
}

fn shown_line(text: &str, most: usize) -> String {
    defuse_links(&one_line(text, most))
}

enum Block<'a> {
    Text(String),
    Quote(String),
    Button { label: String, link: &'a str },
    Small(String),
    SmallLink { label: String, link: &'a str },
}

fn compose(language: Language, subject: &str, blocks: &[Block<'_>]) -> Letter {
    Letter {
        subject: one_line(subject, usize::MAX),
        text: as_text(blocks),
        html: as_html(language, subject, blocks),
    }
}

fn as_text(blocks: &[Block<'_>]) -> String {
    let mut text = String::new();
    let mut in_foot = false;
    for block in blocks {
        if matches!(block, Block::Small(_) | Block::SmallLink { .. }) && !in_foot {
            in_foot = true;
            text.push_str("----------\n");
        }
        match block {
            Block::Text(words) | Block::Small(words) => text.push_str(words),
            Block::Quote(words) => {
                let lines: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
                text.push_str(&lines.join("\n"));
            }
            Block::Button { label, link } | Block::SmallLink { label, link } => {
                text.extend([label.as_str(), ":\n", link]);
            }
        }
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

const FONT: &str = "font-family:Verdana,Arial,sans-serif;font-size:16px;line-height:1.5;color:#14202b";
const SMALL: &str = "font-size:14px;color:#4a5a67;margin:0 0 12px";
const QUOTE: &str = "margin:0 0 16px;padding:4px 0 4px 12px;border-left:4px solid #6b7a86";
const BUTTON: &str = "display:inline-block;padding:12px 20px;background:#0e4c92;color:#ffffff;\
                      font-weight:bold;text-decoration:none;border-radius:6px";

fn as_html(language: Language, subject: &str, blocks: &[Block<'_>]) -> String {
    let body: String = blocks.iter().map(block_html).collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title></head>\n\
         <body style=\"margin:0;padding:24px;background:#ffffff\">\n<div style=\"max-width:560px;{FONT}\">\n{body}</div>\n</body>\n</html>\n",
        title = escape(subject),
    )
}

fn block_html(block: &Block<'_>) -> String {
    match block {
        Block::Text(words) => format!("<p style=\"margin:0 0 16px\">{}</p>\n", escape(words)),
        Block::Quote(words) => {
            format!("<blockquote style=\"{QUOTE}\">{}</blockquote>\n", escape(words).replace('\n', "<br>\n"))
        }
        Block::Button { label, link } => {
            let (label, link) = (escape(label), escape(link));
            format!(
                "<p style=\"margin:0 0 8px\"><a href=\"{link}\" style=\"{BUTTON}\">{label}</a></p>\n\
                 <p style=\"{SMALL};word-break:break-all\">{link}</p>\n"
            )
        }
        Block::Small(words) => format!("<p style=\"{SMALL};margin-top:32px\">{}</p>\n", escape(words)),
        Block::SmallLink { label, link } => {
            format!(
                "<p style=\"{SMALL}\"><a href=\"{}\" style=\"color:#0e4c92\">{}</a></p>\n",
                escape(link),
                escape(label)
            )
        }
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maria() -> Address {
        Address::parse("maria@example.org").expect("good")
    }

    fn invitation(sender: &Address) -> Invitation<'_> {
        Invitation {
            language: Language::En,
            instance: "Crosswalk Riverside",
            sender_name: "Maria Lopez",
            sender,
            title: "Riverside",
            message: "Hi Bo,\nsee https://evil.example.com <b>now</b>",
            link: "https://crosswalk.example.org/w/abc?x=1&y=2",
            access: Access::Edit,
            with_pdf: true,
            stop_link: "https://crosswalk.example.org/stop/def",
        }
    }

    #[test]
    fn an_invitation_says_who_what_and_why() {
        let maria = maria();
        let letter = invitation(&maria).letter();
        assert_eq!(letter.subject, "Maria Lopez shared a readiness workbook with you: Riverside");
        assert_eq!(
            letter.text,
            "Maria Lopez (maria@example.org) shares the readiness workbook “Riverside” with you.\n\n\
             It holds questions that housing and education partners answer together, to see what to work on next. You need no account.\n\n\
             Their message:\n\n\
             > Hi Bo,\n> see https[:]//evil[.]example[.]com <b>now</b>\n\n\
             Open the workbook:\nhttps://crosswalk.example.org/w/abc?x=1&y=2\n\n\
             Anyone with this link can read and change the answers. Pass it on only to people you work with.\n\n\
             The workbook as it stands now is attached as a PDF.\n\n\
             ----------\n\
             You get this message because Maria Lopez (maria@example.org) typed your address at Crosswalk Riverside. \
             If you reply, your answer goes to them.\n\n\
             Stop all mail from Crosswalk Riverside to this address:\nhttps://crosswalk.example.org/stop/def\n"
        );
        assert!(letter.html.contains("see https[:]//evil[.]example[.]com &lt;b&gt;now&lt;/b&gt;"));
        assert!(letter.html.contains("href=\"https://crosswalk.example.org/w/abc?x=1&amp;y=2\""));
        assert!(letter.html.contains("href=\"https://crosswalk.example.org/stop/def\""));
    }

    #[test]
    fn a_sender_without_a_name_is_known_by_the_address() {
        let maria = maria();
        let letter = Invitation { sender_name: " ", title: "", message: "", ..invitation(&maria) }.letter();
        assert_eq!(letter.subject, "maria@example.org shared a readiness workbook with you");
        assert!(letter.text.starts_with("maria@example.org shares a readiness workbook with you."));
        assert!(!letter.text.contains("message:"));
    }

    #[test]
    fn names_and_titles_can_carry_no_link_and_no_line() {
        let maria = maria();
        let letter =
            Invitation { sender_name: "Win at evil.com", title: "a\r\nBcc: x@y.org", ..invitation(&maria) }
                .letter();
        assert_eq!(
            letter.subject,
            "Win at evil[.]com shared a readiness workbook with you: a Bcc: x@y[.]org"
        );
    }

    #[test]
    fn every_letter_stands_in_both_languages_and_carries_the_stop_link() {
        let maria = maria();
        for language in Language::ALL {
            for access in [Access::Edit, Access::Read] {
                let invitation = Invitation { language, access, ..invitation(&maria) };
                let (instance, link, stop_link, title) =
                    (invitation.instance, invitation.link, invitation.stop_link, "Río & Más");
                for letter in [
                    invitation.letter(),
                    YourLink { language, instance, title, link, access, stop_link }.letter(),
                    ConfirmSender { language, instance, link, hours: 24, stop_link }.letter(),
                ] {
                    for part in [&letter.subject, &letter.text, &letter.html] {
                        assert!(!part.contains("mail-"), "a missing key in {part}");
                        assert!(!part.contains("{ $"), "a missing argument in {part}");
                    }
                    assert!(letter.text.contains(stop_link) && letter.html.contains(stop_link));
                    assert!(letter.html.contains(&format!("lang=\"{language}\"")));
                }
            }
        }
    }
}
