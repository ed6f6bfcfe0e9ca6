//! Who may open what. The only place that decides it.
//!
//! A private link is the permission: its token is in the address. [`Reader`] and [`Editor`] are got at the door, so a
//! handler that takes one can't be reached without.
//!
//! What belongs to a partnership is for its members: [`Member`], [`Contributor`] and [`Steward`] each hold the ones
//! before. Who is not signed in is sent to sign in, whatever the address; who is no member finds nothing there.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use crosswalk_checklist::Checklist;
use crosswalk_names::{Language, PartnershipId, PersonId, WorkbookId};
use crosswalk_ui::{PartnershipPaths, Paths, WorkbookPaths};

use crate::error::PageError;
use crate::live::View;
use crate::operate;
use crate::partnerships::queries::{self as partnerships, Membership, Role};
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;

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
    app.uses.note(found.id, app.clock.now());
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

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The person.
    pub person: PersonId,
    /// Their name; empty until they said it.
    pub name: String,
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        let nobody = if visit.is_account_unknown { PageError::Unavailable } else { PageError::SignIn };
        let account = visit.account.ok_or(nobody)?;
        Ok(Self { person: account.person, name: account.name })
    }
}

/// Somebody who runs the instance. Whoever else is signed in finds nothing.
#[derive(Debug, Clone, Copy)]
pub struct Operator {
    /// The person.
    pub person: PersonId,
}

/// Whether a person runs the instance.
pub async fn is_operator(app: &App, person: PersonId) -> Result<bool, PageError> {
    let work = app.clone();
    Ok(app.store.read(move |conn| operate::queries::is_operator(conn, person, &work.operators)).await?)
}

impl FromRequestParts<App> for Operator {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let SignedIn { person, .. } = SignedIn::from_request_parts(parts, app).await?;
        if is_operator(app, person).await? { Ok(Self { person }) } else { Err(PageError::NotFound) }
    }
}

/// Somebody who belongs to a partnership, in any role.
#[derive(Debug, Clone)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The partnership, their role in it and whom they speak for.
    pub membership: Membership,
}

impl std::ops::Deref for Member {
    type Target = Membership;
    fn deref(&self) -> &Membership {
        &self.membership
    }
}

impl Member {
    /// The partnership's id, which every query takes first.
    pub fn id(&self) -> PartnershipId {
        self.membership.partnership.id
    }
    /// Addresses of the partnership.
    pub fn paths(&self, language: Language) -> PartnershipPaths {
        Paths::new(language).partnership(self.id())
    }
    /// Whether they may change things.
    pub fn may_contribute(&self) -> bool {
        self.role >= Role::Member
    }
    /// Whether they run the partnership.
    pub fn is_steward(&self) -> bool {
        self.role == Role::Steward
    }
}

/// A member who may change things: everybody but viewers.
#[derive(Debug, Clone)]
pub struct Contributor(pub Member);

/// A member who runs the partnership.
#[derive(Debug, Clone)]
pub struct Steward(pub Member);

/// A steward, also of a partnership that is deleted and can still be brought back.
#[derive(Debug, Clone)]
pub struct LastingSteward(pub Member);

macro_rules! derefs_to_member {
    ($($name:ident),*) => {$(
        impl std::ops::Deref for $name {
            type Target = Member;
            fn deref(&self) -> &Member {
                &self.0
            }
        }
    )*};
}
derefs_to_member!(Contributor, Steward, LastingSteward);

/// The member that a request comes from, deleted partnerships included.
async fn lasting_member(parts: &mut Parts, app: &App) -> Result<Member, PageError> {
    let SignedIn { person, name } = SignedIn::from_request_parts(parts, app).await?;
    let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| PageError::NotFound)?;
    let id = params.iter().find(|(name, _)| *name == "partnership").ok_or(PageError::NotFound)?.1;
    let id: PartnershipId = id.parse().map_err(|_| PageError::NotFound)?;
    let membership = app.store.read(move |conn| partnerships::membership(conn, id, person)).await?;
    Ok(Member { person, name, membership: membership.ok_or(PageError::NotFound)? })
}

impl FromRequestParts<App> for Member {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let member = lasting_member(parts, app).await?;
        if member.partnership.deleted_at.is_some() { Err(PageError::Gone) } else { Ok(member) }
    }
}

impl FromRequestParts<App> for Contributor {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let member = Member::from_request_parts(parts, app).await?;
        if member.may_contribute() { Ok(Self(member)) } else { Err(PageError::Forbidden) }
    }
}

impl FromRequestParts<App> for Steward {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let member = Member::from_request_parts(parts, app).await?;
        if member.is_steward() { Ok(Self(member)) } else { Err(PageError::Forbidden) }
    }
}

impl FromRequestParts<App> for LastingSteward {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let member = lasting_member(parts, app).await?;
        if member.is_steward() { Ok(Self(member)) } else { Err(PageError::Forbidden) }
    }
}
