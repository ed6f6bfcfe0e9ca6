//! Time and chance, always handed in: tests fix the one and seed the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use crosswalk_names::Timestamp;
use uuid::Uuid;

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn system() -> Self {
        Self(Arc::new(|| {
            let since =
                std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        }))
    }

    /// A clock that a test moves.
    pub fn moved_by(milliseconds: Arc<AtomicI64>) -> Self {
        Self(Arc::new(move || Timestamp(milliseconds.load(Ordering::SeqCst))))
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

/// Draws random bytes.
#[derive(Clone)]
pub struct Random(Arc<Draw>);

/// Fills a slice with random bytes.
type Draw = dyn Fn(&mut [u8]) + Send + Sync;

impl Random {
    /// From the operating system.
    pub fn system() -> Self {
        Self(Arc::new(|bytes| getrandom::fill(bytes).expect("the operating system gives random bytes")))
    }

    /// The same bytes in the same order for the same seed: for tests only.
    pub fn seeded(seed: u64) -> Self {
        let drawn = AtomicU64::new(0);
        Self(Arc::new(move |bytes| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&seed.to_le_bytes()).update(&drawn.fetch_add(1, Ordering::SeqCst).to_le_bytes());
            hasher.finalize_xof().fill(bytes);
        }))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.0)(&mut bytes);
        bytes
    }

    /// A `UUIDv7` for the moment `at`.
    pub fn uuid(&self, at: Timestamp) -> Uuid {
        let milliseconds = u64::try_from(at.0).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.bytes()).into_uuid()
    }
}
