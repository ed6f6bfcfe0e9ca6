use diesel::result::{DatabaseErrorKind, Error};

/// Why the store did not do what it was asked. The texts name tables and columns, never what is in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened or reached, or has closed the connection. A write that ends so may still have been made:
    /// read again before you trust memory.
    #[error("the database cannot be used: {0}")]
    Unavailable(String),
    /// Others keep the database busy for longer than a request should wait. Nothing was written; try again.
    #[error("the database is busy: {0}. Try again in a moment")]
    Busy(String),
    /// The database takes no writes: its disk is full or broken, or it is read-only. Nothing was written.
    #[error(
        "the database takes no writes: {0}. Free some disk space, and check that its folder may be written"
    )]
    Full(String),
    /// A row with the same unique value is already there. Nothing was written.
    #[error("that is already there: {0}")]
    Conflict(String),
    /// The database refuses the value: a NUL character in a text, a row that refers to no other, a check of the table.
    /// Nothing was written.
    #[error("the database refuses the value: {0}")]
    Invalid(String),
    /// A fault in Crosswalk itself. Nothing was written.
    #[error("the database request failed: {0}")]
    Other(String),
}

impl StoreError {
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::DatabaseError(kind, information) => of_database(*kind, information.message().trim()),
            Error::RollbackErrorOnCommit { commit_error, .. } => Self::of(commit_error),
            Error::BrokenTransactionManager => {
                Self::Unavailable("the connection broke in a transaction".into())
            }
            other => Self::Other(other.to_string()),
        }
    }

    /// A closure given to the store panicked. The panic's own words go to the log by the panic hook, not to people.
    pub(crate) fn panicked() -> Self {
        Self::Other("a query panicked".into())
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        Self::of(&error)
    }
}

fn of_database(kind: DatabaseErrorKind, message: &str) -> StoreError {
    let text = message.to_owned();
    match kind {
        DatabaseErrorKind::UniqueViolation => StoreError::Conflict(text),
        DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation
        | DatabaseErrorKind::RestrictViolation
        | DatabaseErrorKind::ExclusionViolation => StoreError::Invalid(text),
        DatabaseErrorKind::SerializationFailure => StoreError::Busy(text),
        DatabaseErrorKind::ReadOnlyTransaction => StoreError::Full(text),
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            StoreError::Unavailable(text)
        }
        _ => of_message(message),
    }
}

/// Some failures have no kind of their own in diesel and are known by the engine's words, which both engines keep
/// stable in English; a server set to another language ends in [`StoreError::Other`].
fn of_message(message: &str) -> StoreError {
    let has = |parts: &[&str]| parts.iter().any(|part| message.contains(part));
    let text = message.to_owned();
    if has(&["database is locked", "deadlock detected", "statement timeout", "lock timeout"]) {
        StoreError::Busy(text)
    } else if has(&[
        "is full",
        "readonly database",
        "No space left",
        "disk I/O error",
        "read-only transaction",
    ]) {
        StoreError::Full(text)
    } else if has(&["invalid byte sequence", "cannot be converted to text"]) {
        StoreError::Invalid("a text holds a NUL character".into())
    } else if has(&["unable to open database file", "the database system is", "terminating connection"]) {
        StoreError::Unavailable(text)
    } else {
        StoreError::Other(text)
    }
}
