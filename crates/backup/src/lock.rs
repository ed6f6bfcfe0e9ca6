//! How a backup is encrypted: by age, with a passphrase or to public keys.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, Encryptor, scrypt, x25519};

use crate::BackupError;

/// Fewest characters of a passphrase: whoever finds the file can try many.
const PASSPHRASE_MIN: usize = 12;
/// Largest file with a passphrase or keys, in bytes.
const KEY_FILE_MAX: u64 = 64 * 1024;
/// How a private key begins.
const PRIVATE_START: &str = "AGE-SECRET-KEY-";
/// How dear a try of a passphrase is: scrypt with N = 2^17 takes 128 MB and some half a second.
const WORK: u8 = 17;
/// The dearest that is tried, for files that another program encrypted: 1 GB.
const WORK_MAX: u8 = 20;

/// How a file is to be encrypted.
#[derive(Clone)]
pub struct Lock(Way);

#[derive(Clone)]
enum Way {
    Passphrase(SecretString),
    Recipients(Vec<x25519::Recipient>),
    Plain,
}

impl Lock {
    /// With a passphrase.
    pub fn passphrase(passphrase: String) -> Result<Self, BackupError> {
        if passphrase.chars().count() < PASSPHRASE_MIN {
            return Err(BackupError::Key(format!(
                "a passphrase needs at least {PASSPHRASE_MIN} characters: five or six random words are good"
            )));
        }
        Ok(Self(Way::Passphrase(SecretString::from(passphrase))))
    }

    /// To public keys, as `age-keygen` writes them: who has the private half of one of them can read the file.
    pub fn recipients(keys: &[String]) -> Result<Self, BackupError> {
        // What was given is not repeated: it may be the private half.
        let parse = |(number, key): (usize, &String)| {
            let key = key.trim();
            key.parse::<x25519::Recipient>().map_err(|_| {
                BackupError::Key(if key.to_ascii_uppercase().starts_with(PRIVATE_START) {
                    "that is the private key, which stays away from this machine. The public one begins with age1; \
                     age-keygen -y FILE prints it"
                        .into()
                } else {
                    format!(
                        "recipient {number} is no public key of age: it begins with age1, and age-keygen makes it"
                    )
                })
            })
        };
        let keys = (1..).zip(keys).map(parse).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(BackupError::Key("no public key is given".into()));
        }
        Ok(Self(Way::Recipients(keys)))
    }

    /// Not at all: everybody who gets at the file can read everything.
    pub fn plain() -> Self {
        Self(Way::Plain)
    }

    /// Whether the file can be read without a key.
    pub fn is_plain(&self) -> bool {
        matches!(self.0, Way::Plain)
    }

    pub(crate) fn close(&self, file: File) -> io::Result<Closing> {
        let encryptor = match &self.0 {
            Way::Plain => return Ok(Closing::Plain(file)),
            Way::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
            }
            Way::Recipients(keys) => {
                Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient))
            }
        };
        let encryptor = encryptor.map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Closing::Encrypted(Box::new(encryptor.wrap_output(file)?)))
    }
}

/// A file that is being written.
pub(crate) enum Closing {
    Plain(File),
    Encrypted(Box<StreamWriter<File>>),
}

impl Closing {
    /// Ends the encryption: without that the file can't be read.
    pub(crate) fn finish(self) -> io::Result<File> {
        match self {
            Self::Plain(file) => Ok(file),
            Self::Encrypted(writer) => writer.finish(),
        }
    }
}

impl Write for Closing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Encrypted(writer) => writer.write(bytes),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Encrypted(writer) => writer.flush(),
        }
    }
}

/// What a file may be opened with.
#[derive(Clone, Default)]
pub struct Keys {
    passphrase: Option<SecretString>,
    identities: Vec<x25519::Identity>,
}

impl Keys {
    /// A passphrase, or none.
    #[must_use]
    pub fn with_passphrase(mut self, passphrase: Option<String>) -> Self {
        self.passphrase = passphrase.map(SecretString::from);
        self
    }

    /// Private keys from a file that `age-keygen` wrote.
    pub fn with_identities(mut self, path: &Path) -> Result<Self, BackupError> {
        let text = read_small(path)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let identity = line.parse().map_err(|_| {
                BackupError::Key(format!(
                    "{} holds a line that is no private key of age (AGE-SECRET-KEY-1…)",
                    path.display()
                ))
            })?;
            self.identities.push(identity);
        }
        if self.identities.is_empty() {
            return Err(BackupError::Key(format!("{} holds no private key", path.display())));
        }
        Ok(self)
    }

    pub(crate) fn open(&self, path: &Path) -> Result<Opening, BackupError> {
        let file = File::open(path).map_err(BackupError::read(path))?;
        let mut input = BufReader::with_capacity(64 * 1024, file);
        let start = input.fill_buf().map_err(BackupError::read(path))?;
        if start.starts_with(&[0x1f, 0x8b]) {
            return Ok(Opening::Plain(input));
        }
        if start.starts_with(b"-----BEGIN AGE") {
            return Err(BackupError::Key(
                "the file is age's text form: turn it into the binary form first, as age -d … | age -e … does".into(),
            ));
        }
        if !start.starts_with(b"age-encryption.org/") {
            return Err(BackupError::NotABackup(path.display().to_string()));
        }
        let decryptor = Decryptor::new_buffered(input).map_err(|error| unlocked(&error, false))?;
        let by_passphrase = decryptor.is_scrypt();
        let opened = match (by_passphrase, &self.passphrase) {
            (true, None) => {
                return Err(BackupError::Key(
                    "the backup is encrypted with a passphrase: give --passphrase-file, or CROSSWALK_BACKUP_PASSPHRASE"
                        .into(),
                ));
            }
            (true, Some(passphrase)) => {
                let mut identity = scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(WORK_MAX);
                decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
            }
            (false, _) if self.identities.is_empty() => {
                return Err(BackupError::Key(
                    "the backup is encrypted to a key: give the file with the private key, --identity".into(),
                ));
            }
            (false, _) => decryptor.decrypt(self.identities.iter().map(|one| one as &dyn age::Identity)),
        };
        opened
            .map(|reader| Opening::Encrypted(Box::new(reader)))
            .map_err(|error| unlocked(&error, by_passphrase))
    }
}

fn unlocked(error: &DecryptError, by_passphrase: bool) -> BackupError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed if by_passphrase => {
            BackupError::Key("the passphrase is another than the one that the backup was made with".into())
        }
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            BackupError::Key("the private key is none that the backup was encrypted to".into())
        }
        DecryptError::ExcessiveWork { .. } => BackupError::Key(
            "the passphrase was made too dear to try; decrypt the file with age itself".into(),
        ),
        _ => BackupError::Damaged("its head can't be read".into()),
    }
}

/// A file that is being read.
pub(crate) enum Opening {
    Plain(BufReader<File>),
    Encrypted(Box<StreamReader<BufReader<File>>>),
}

impl Read for Opening {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(input) => input.read(into),
            Self::Encrypted(input) => input.read(into),
        }
    }
}

/// The passphrase in a file: its first line.
pub fn passphrase_in(path: &Path) -> Result<String, BackupError> {
    let text = read_small(path)?;
    let passphrase = text.lines().next().unwrap_or_default();
    if passphrase.is_empty() {
        return Err(BackupError::Key(format!(
            "{} must hold the passphrase in its first line",
            path.display()
        )));
    }
    Ok(passphrase.to_owned())
}

fn read_small(path: &Path) -> Result<String, BackupError> {
    let file = File::open(path).map_err(BackupError::read(path))?;
    let mut text = String::new();
    file.take(KEY_FILE_MAX).read_to_string(&mut text).map_err(BackupError::read(path))?;
    Ok(text)
}
