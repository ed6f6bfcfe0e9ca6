//! What there is to read and to answer: the built-in files with the instance's own laid over them, as of one moment.
//! When the files change, all of it is replaced at once.

use std::collections::hash_map::DefaultHasher;
use std::fmt::{self, Write as _};
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Duration;

use axum::body::Bytes;
use crosswalk_checklist::{Checklists, ContentError};
use crosswalk_names::{Language, StageKey};
use crosswalk_store::search::Entry;
use crosswalk_store::{Store, StoreError, search};
use crosswalk_toolkit::search::Index;
use crosswalk_toolkit::{SourceFile, Toolkit};
use crosswalk_ui::Paths;
use tokio::sync::{Mutex, OnceCell};

use crate::editions;
use crate::packed::Packed;
use crate::state::{App, DEFAULT_CHECKLIST};
use crate::toolkit::{self, KeptPages};

/// Most files of own content.
const FILES_MAX: usize = 2_000;
/// Largest file of own content, in bytes.
const FILE_MAX: u64 = 4 * 1024 * 1024;
/// How often the folder of own content is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What the files hold, read and checked.
#[derive(Clone)]
pub struct Files {
    /// Every checklist of the files.
    pub checklists: Checklists,
    /// Pages, terms, outcomes, resources.
    pub toolkit: Arc<Toolkit>,
    /// What a reader should be told, though the files can be used.
    pub remarks: Vec<ContentError>,
    /// Another word for all of it: the same for the same files and program.
    hash: String,
}

static BUILTIN: LazyLock<Result<Files, Vec<ContentError>>> = LazyLock::new(|| Files::of(&[]));

impl Files {
    /// The built-in files, with those of the folder `own` laid over them. Lists every mistake.
    pub fn read(own: Option<&Path>) -> Result<Self, Vec<ContentError>> {
        match own {
            None => BUILTIN.clone(),
            Some(folder) => Self::of(&files_in(folder)?),
        }
    }

    fn of(own: &[SourceFile]) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Vec::new();
        let (mut toolkit_files, mut checklist_files) = (Vec::new(), Vec::new());
        for file in own {
            if let Some(path) = file.path.strip_prefix("toolkit/") {
                toolkit_files.push(SourceFile { path: path.to_owned(), ..file.clone() });
            } else if file.path.starts_with("checklists/") {
                match String::from_utf8(file.bytes.clone()) {
                    Ok(text) => checklist_files.push((file.shown.clone(), text)),
                    Err(_) => {
                        mistakes.push(told(&file.shown, "the file is not UTF-8; save it again as UTF-8"));
                    }
                }
            } else {
                mistakes.push(told(
                    &file.shown,
                    "not a place for content; use the folders toolkit and checklists",
                ));
            }
        }
        let checklists = Checklists::with_own(&checklist_files).map_err(|errors| mistakes.extend(errors));
        let toolkit = Toolkit::with_own(&toolkit_files).map_err(|errors| mistakes.extend(errors));
        let (Ok(checklists), Ok(toolkit), true) = (checklists, toolkit, mistakes.is_empty()) else {
            return Err(mistakes);
        };
        let mut remarks = toolkit.remarks.clone();
        remarks.extend(toolkit.strangers(&checklists));
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        // Through the hasher piece by piece: as one text it would be many megabytes.
        let written = write!(Hashing(&mut hasher), "{checklists:?}{toolkit:?}");
        debug_assert!(written.is_ok(), "a hasher takes everything");
        let hash = hasher.finalize().to_hex()[..32].to_owned();
        Ok(Self { checklists, toolkit: Arc::new(toolkit), remarks, hash })
    }
}

struct Hashing<'a>(&'a mut blake3::Hasher);

impl fmt::Write for Hashing<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

fn told(file: &str, message: impl Into<String>) -> ContentError {
    ContentError { file: file.to_owned(), line: 1, message: message.into() }
}

/// Every file below `folder` in order of path; names that begin with a dot are passed over.
fn files_in(folder: &Path) -> Result<Vec<SourceFile>, Vec<ContentError>> {
    let unreadable = |path: &Path, error: &io::Error| {
        vec![told(&path.display().to_string(), format!("can't be read ({error})"))]
    };
    let paths = paths_in(folder).map_err(|error| unreadable(folder, &error))?;
    if paths.len() > FILES_MAX {
        return Err(vec![told(&folder.display().to_string(), format!("holds more than {FILES_MAX} files"))]);
    }
    let (mut files, mut mistakes) = (Vec::new(), Vec::new());
    for (path, size) in paths {
        let shown = path.display().to_string();
        let Some(below) = path.strip_prefix(folder).ok().and_then(Path::to_str) else {
            mistakes.push(told(&shown, "the file's name is not UTF-8; give it a plain name"));
            continue;
        };
        if size > FILE_MAX {
            mistakes.push(told(&shown, format!("the file is larger than {} MB", FILE_MAX / 1024 / 1024)));
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) => files.push(SourceFile { shown, path: below.to_owned(), bytes }),
            Err(error) => mistakes.extend(unreadable(&path, &error)),
        }
    }
    if mistakes.is_empty() { Ok(files) } else { Err(mistakes) }
}

/// Files below `folder` with their sizes, in order of path.
fn paths_in(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let (mut paths, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let about = std::fs::metadata(entry.path())?;
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                paths.push((entry.path(), about.len()));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// What there is, as of one moment.
pub struct Content {
    /// Every checklist that is offered, and editions that only the store still has.
    pub checklists: Checklists,
    /// How many editions the store had when this was read.
    pub editions_stored: usize,
    /// Pages, terms, outcomes, resources.
    pub toolkit: Arc<Toolkit>,
    /// Another word for all of it, by which the search knows what its index was made of.
    hash: String,
    /// The first page by language, as it looks to somebody new. Made when first asked for.
    pub home: [OnceLock<Packed>; Language::ALL.len()],
    /// Pages of the toolkit that were shown.
    pub pages: KeptPages,
    /// The toolkit as PDF by language, with the day it was made on, in words.
    pub books: [Mutex<Option<(String, Bytes)>>; Language::ALL.len()],
    /// What can be found, by language. Made when first asked for.
    indexes: [OnceLock<Index>; Language::ALL.len()],
    /// Whether the database's index is known to hold this content.
    indexed: OnceCell<()>,
}

impl Content {
    /// Takes the files, and writes the editions of the checklists down.
    pub async fn new(store: &Store, files: Files) -> Result<Self, StoreError> {
        let mut content = Self::of_files(files);
        (content.checklists, content.editions_stored) = editions::keep(store, content.checklists).await?;
        Ok(content)
    }

    /// The same without a store, for commands that only read.
    pub fn of_files(files: Files) -> Self {
        let Files { checklists, toolkit, hash, remarks: _ } = files;
        Self {
            checklists,
            editions_stored: 0,
            toolkit,
            hash,
            home: [const { OnceLock::new() }; Language::ALL.len()],
            pages: KeptPages::default(),
            books: [const { Mutex::const_new(None) }; Language::ALL.len()],
            indexes: [const { OnceLock::new() }; Language::ALL.len()],
            indexed: OnceCell::new(),
        }
    }

    /// The newest edition of every checklist in `language`: key and title, the default one first.
    pub fn offered(&self, language: Language) -> Vec<(String, String)> {
        let newest = self.checklists.keys().into_iter().filter_map(|key| self.checklists.get(key, language));
        let mut offered: Vec<_> = newest.map(|one| (one.key.to_string(), one.title.clone())).collect();
        offered.sort_by_key(|(key, _)| key != DEFAULT_CHECKLIST);
        offered
    }

    /// Where a stage is explained: its guide, or what help says of it.
    pub fn stage_url(&self, paths: Paths, stage: &StageKey) -> String {
        toolkit::stage_url(self.toolkit.contents(paths.language()), paths, stage)
    }

    /// The name of the index that [`keep_index`](Self::keep_index) makes.
    pub fn edition(&self) -> &str {
        &self.hash
    }

    /// What can be found in `language`.
    pub fn findable(&self, language: Language) -> &Index {
        self.indexes[language as usize].get_or_init(|| {
            let keys = self.checklists.keys();
            let newest = keys.into_iter().filter_map(|key| self.checklists.get(key, language));
            Index::new(self.toolkit.contents(language), newest.map(AsRef::as_ref), language)
        })
    }

    /// Sees to it that the database's index holds this content.
    pub async fn keep_index(&self, store: &Store) -> Result<(), StoreError> {
        let keep = async || {
            let entries: Vec<Entry> = Language::ALL
                .into_iter()
                .flat_map(|language| {
                    let index = self.findable(language);
                    index.entries().iter().map(move |entry| {
                        let words = index.words(entry);
                        Entry {
                            language: language.code(),
                            entry: entry.key.clone(),
                            title: words.title,
                            context: words.context,
                            body: words.body,
                        }
                    })
                })
                .collect();
            let hash = self.hash.clone();
            store.write(move |conn| search::keep(conn, &hash, &entries)).await.map(drop)
        };
        self.indexed.get_or_try_init(keep).await.copied()
    }
}

/// Looks at the folder of own content now and then, and takes what changed. While the files hold mistakes, what there
/// was stays. Ends at once for an instance without own content.
pub async fn keep_up(app: App) {
    let Some(folder) = app.settings.content.clone() else { return };
    let mut last = state_of(&folder);
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let now = state_of(&folder);
        if now == last {
            continue;
        }
        last = now;
        reload(&app).await;
    }
}

/// Takes the content files as they are now. What is wrong with them is logged. Says whether they were taken.
pub async fn reload(app: &App) -> bool {
    let folder = app.settings.content.clone();
    let read = tokio::task::spawn_blocking(move || Files::read(folder.as_deref())).await;
    match read {
        Ok(Ok(files)) => match app.replace_content(files).await {
            Ok(()) => {
                tracing::info!("the content was read again");
                true
            }
            Err(error) => {
                tracing::warn!(%error, "the new content can't be taken; what there was stays");
                false
            }
        },
        Ok(Err(mistakes)) => {
            for mistake in mistakes {
                tracing::warn!(%mistake, "the new content has a mistake; what there was stays");
            }
            false
        }
        Err(error) => {
            tracing::error!(%error, "reading the content failed");
            false
        }
    }
}

/// Names, sizes and times of the files, as a number.
fn state_of(folder: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (path, size) in paths_in(folder).unwrap_or_default() {
        let changed = std::fs::metadata(&path).and_then(|about| about.modified()).ok();
        (path, size, changed).hash(&mut hasher);
    }
    hasher.finish()
}
