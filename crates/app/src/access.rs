//! Who may open what. The only place that decides it.
//!
//! A private link is the permission: its token is in the address. [`Reader`] and [`Editor`] are got at the door, so a
//! handler that takes one can't be reached without.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use crosswalk_checklist::Checklist;
use crosswalk_names::{Language, WorkbookId};
use crosswalk_ui::WorkbookPaths;

use crate::error::PageError;
use crate::live::View;
use crate::state::App;
use crate::tokens::Token;

/// Somebody with a link to a workbook, of either kind.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The workbook.
    pub id: WorkbookId,
    /// The token in the address.
    pub token: Token,
    /// Whether the link can edit.
    pub may_edit: bool,
}

/// Somebody with the link that can edit.
#[derive(Debug, Clone)]
pub struct Editor(pub Reader);

impl std::ops::Deref for Editor {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        &self.0
    }
}

impl Reader {
    /// What the workbook holds. A deleted one is [`PageError::Gone`].
    pub async fn view(&self, app: &App) -> Result<View, PageError> {
        let view = app.live.view(self.id).await?;
        if view.deleted_at.is_some() { Err(PageError::Gone) } else { Ok(view) }
    }

    /// The same with its checklist, in `language`.
    pub async fn open(&self, app: &App, language: Language) -> Result<(View, Arc<Checklist>), PageError> {
        let view = self.view(app).await?;
        let checklist = app
            .checklist(&view, language)
            .ok_or_else(|| PageError::internal(&"a workbook's checklist is not known here"))?;
        Ok((view, checklist))
    }

    /// Addresses of this workbook.
    pub fn paths(&self, language: Language) -> WorkbookPaths {
        WorkbookPaths::new(language, &self.token.text())
    }

    /// The token that can only read.
    pub fn read_token(&self) -> Token {
        if self.may_edit { self.token.read_only() } else { self.token.clone() }
    }
}

/// Finds the workbook of a token. An unknown token is [`PageError::NotFound`], whatever it looks like.
pub async fn reader(app: &App, token: &str) -> Result<Reader, PageError> {
    let token = Token::parse(token).ok_or(PageError::NotFound)?;
    let found = app.door(token.hash()).await?.ok_or(PageError::NotFound)?;
    Ok(Reader { id: found.id, token, may_edit: found.may_edit })
}

impl FromRequestParts<App> for Reader {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| PageError::NotFound)?;
        let token = params.iter().find(|(name, _)| *name == "token").ok_or(PageError::NotFound)?.1;
        reader(app, token).await
    }
}

impl FromRequestParts<App> for Editor {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let reader = Reader::from_request_parts(parts, app).await?;
        if reader.may_edit { Ok(Self(reader)) } else { Err(PageError::Forbidden) }
    }
}
