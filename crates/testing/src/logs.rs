//! All that is logged in this process, at every level, so that a test can look for what must not be there.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

use tracing_subscriber::filter::LevelFilter;

static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static LISTEN: Once = Once::new();

struct Keep;

impl Write for Keep {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Begins to keep what is logged.
pub(crate) fn keep() {
    LISTEN.call_once(|| listen(LevelFilter::TRACE));
}

/// Keeps errors only, where an app runs for long. To be called before the first one starts.
pub fn keep_errors() {
    LISTEN.call_once(|| listen(LevelFilter::ERROR));
}

fn listen(level: LevelFilter) {
    tracing_subscriber::fmt().with_max_level(level).with_ansi(false).with_writer(|| Keep).init();
}

/// All that was logged since the first app of this process started.
pub fn logs() -> String {
    String::from_utf8_lossy(&LOGGED.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}
