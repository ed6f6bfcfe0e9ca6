//! The person's own workbook: the one that this device opened last.

use std::sync::Arc;

use crosswalk_checklist::{Answer, Checklist, Workbook};
use crosswalk_names::{QuestionKey, StageKey};
use crosswalk_ui::WorkbookPaths;

use crate::access;
use crate::error::PageError;
use crate::state::App;
use crate::visit::Visit;

/// A workbook, as pages of the toolkit speak of it.
pub struct Own {
    /// Its addresses, by the link that the device has.
    pub paths: WorkbookPaths,
    /// Empty when it has none.
    pub title: String,
    /// What it answers, in the language of the page.
    pub checklist: Arc<Checklist>,
    workbook: Arc<Workbook>,
}

impl Own {
    /// The answer to a question; none is also for a cleared one.
    pub fn answer(&self, question: &QuestionKey) -> Option<Answer> {
        self.workbook.answer(question)
    }

    /// How many questions of a stage are answered, and how many apply.
    pub fn progress(&self, stage: &StageKey) -> (usize, usize) {
        let progress = self.workbook.progress(&self.checklist, stage);
        (progress.answered(), progress.total())
    }
}

/// The workbook that this device opened last and that is still there.
pub async fn of(app: &App, visit: &Visit) -> Result<Option<Own>, PageError> {
    for token in visit.remembered() {
        let opened = match access::reader(app, &token.text()).await {
            Ok(reader) => reader.open(app, visit.language).await.map(|opened| (reader, opened)),
            Err(error) => Err(error),
        };
        match opened {
            Ok((reader, (view, checklist))) => {
                return Ok(Some(Own {
                    paths: reader.paths(visit.language),
                    title: view.workbook.title.text.clone(),
                    checklist,
                    workbook: Arc::clone(&view.workbook),
                }));
            }
            Err(PageError::NotFound | PageError::Gone) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}
