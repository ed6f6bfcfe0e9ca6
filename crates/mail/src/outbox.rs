//! A folder that mail lands in when no mail server is set, for development and for reading in the browser.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use mail_parser::{MessageParser, MimeHeaders};

use crate::message::Message;

/// Most letters that the folder keeps; the oldest go first.
pub const OUTBOX_FILES_MAX: usize = 1_000;

/// A folder of `.eml` files, one a letter, named after the message's id.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

/// A letter of the outbox, read back for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxLetter {
    /// File name, also its key in [`Outbox::read`].
    pub name: String,
    /// Who it is for.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: String,
    /// Names of its attachments with their size in bytes.
    pub attachments: Vec<(String, usize)>,
}

impl Outbox {
    /// Opens the folder and makes it if it is not there, for its owner's eyes only: letters hold links to sign in by.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        Ok(Self { folder })
    }

    /// Where the letters are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts a letter in. It is there whole or not at all; the same message again takes the place of the first.
    pub(crate) fn put(&self, message: &Message) -> io::Result<()> {
        let eml = message.to_eml().map_err(io::Error::other)?;
        let unfinished = self.folder.join(format!(".{}.part", message.id));
        let mut file = owner_only(&unfinished)?;
        file.write_all(&eml)?;
        file.sync_all()?;
        fs::rename(&unfinished, self.folder.join(format!("{}.eml", message.id)))?;
        self.drop_oldest()
    }

    /// The newest `most` letters, the newest first. A file that is no letter is passed over.
    pub fn newest(&self, most: usize) -> io::Result<Vec<OutboxLetter>> {
        let mut files = self.files()?;
        files.sort_unstable_by(|a, b| b.cmp(a));
        Ok(files.iter().filter_map(|(_, name)| self.read(name).ok().flatten()).take(most).collect())
    }

    /// One letter by its file name; `None` when there is none of that name.
    pub fn read(&self, name: &str) -> io::Result<Option<OutboxLetter>> {
        Ok(self.bytes(name)?.and_then(|bytes| parse(name, &bytes)))
    }

    /// One letter as the file it is.
    pub fn bytes(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        if !is_letter_name(name) {
            return Ok(None);
        }
        match fs::read(self.folder.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn files(&self) -> io::Result<Vec<(SystemTime, String)>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if is_letter_name(&name) {
                files.push((entry.metadata()?.modified()?, name));
            }
        }
        Ok(files)
    }

    fn drop_oldest(&self) -> io::Result<()> {
        let mut files = self.files()?;
        let surplus = files.len().saturating_sub(OUTBOX_FILES_MAX);
        if surplus > 0 {
            files.sort_unstable();
            for (_, name) in files.drain(..surplus) {
                fs::remove_file(self.folder.join(name))?;
            }
        }
        Ok(())
    }
}

fn owner_only(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn is_letter_name(name: &str) -> bool {
    let stem = name.strip_suffix(".eml").unwrap_or_default();
    !stem.is_empty()
        && !stem.starts_with('.')
        && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

fn parse(name: &str, bytes: &[u8]) -> Option<OutboxLetter> {
    let mail = MessageParser::default().parse(bytes)?;
    let attachments = mail
        .attachments()
        .map(|file| (file.attachment_name().unwrap_or_default().to_owned(), file.contents().len()))
        .collect();
    Some(OutboxLetter {
        name: name.to_owned(),
        to: mail.to().and_then(|to| to.first()).and_then(|one| one.address()).unwrap_or_default().to_owned(),
        subject: mail.subject().unwrap_or_default().to_owned(),
        text: mail.body_text(0).unwrap_or_default().into_owned(),
        html: mail.body_html(0).unwrap_or_default().into_owned(),
        attachments,
    })
}
