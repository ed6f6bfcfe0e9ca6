//! What stewards set: name, community, purpose, languages, color, and who convenes.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{Language, OrganizationId};
use crosswalk_ui::{Color, ColorProblem, Nav, Problems, Words};
use serde::Deserialize;

use self::page::SettingsPage;
use super::activity::{self, Kind};
use super::frame;
use super::queries::{self, Details};
use crate::access::{Member, Steward};
use crate::error::PageError;
use crate::extract::Form;
use crate::state::App;
use crate::typed::Typed;
use crate::visit::Visit;

/// Longest name of a partnership, in characters.
pub const NAME_MAX: usize = 120;
/// Longest name of a community, in characters.
pub const PLACE_MAX: usize = 120;
/// Longest list of places, in characters.
pub const PLACES_MAX: usize = 300;
/// Longest purpose, in characters.
pub const PURPOSE_MAX: usize = 300;

/// The settings, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SettingsForm {
    /// See [`Details`].
    #[serde(default)]
    pub name: String,
    /// See [`Details`].
    #[serde(default)]
    pub community: String,
    /// See [`Details`].
    #[serde(default)]
    pub places: String,
    /// See [`Details`].
    #[serde(default)]
    pub purpose: String,
    /// `en`, `es` or `en es`: the first is for those who chose none.
    #[serde(default)]
    pub languages: String,
    /// `#rrggbb` or nothing.
    #[serde(default)]
    pub color: String,
    /// The id of the organization that convenes, or nothing.
    #[serde(default)]
    pub backbone: String,
}

impl SettingsForm {
    fn of(member: &Member) -> Self {
        let partnership = &member.partnership;
        let codes: Vec<&str> = partnership.languages.iter().map(|language| language.code()).collect();
        Self {
            name: partnership.name.clone(),
            community: partnership.community.clone(),
            places: partnership.places.clone(),
            purpose: partnership.purpose.clone(),
            languages: codes.join(" "),
            color: partnership.color.clone().unwrap_or_default(),
            backbone: partnership.backbone.map(|id| id.to_string()).unwrap_or_default(),
        }
    }

    /// What was typed, or what is wrong with it.
    pub fn parse(&self, words: &Words) -> Result<(Details, Option<OrganizationId>), Problems> {
        let mut typed = Typed::new(words);
        let details = Details {
            name: typed.needed("name", &self.name, NAME_MAX, "partnership-name-empty"),
            community: typed.line("community", &self.community, PLACE_MAX),
            places: typed.line("places", &self.places, PLACES_MAX),
            purpose: typed.line("purpose", &self.purpose, PURPOSE_MAX),
            languages: languages(&self.languages),
            color: color(&mut typed, self.color.trim()),
        };
        let backbone = match self.backbone.as_str() {
            "" => None,
            id => id.parse().map_err(|_| typed.wrong("backbone", "settings-backbone-unknown")).ok(),
        };
        typed.done((details, backbone))
    }
}

fn languages(codes: &str) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for language in codes.split(' ').filter_map(|code| code.parse().ok()) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    if languages.is_empty() { Language::ALL.to_vec() } else { languages }
}

fn color(typed: &mut Typed<'_>, text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    match text.parse::<Color>() {
        Ok(color) => Some(color.to_string()),
        Err(problem) => {
            typed.wrong("color", color_words(problem));
            None
        }
    }
}

/// The key of the words about a color that can't be.
pub fn color_words(problem: ColorProblem) -> &'static str {
    match problem {
        ColorProblem::Odd => "settings-color-odd",
        ColorProblem::Pale => "settings-color-pale",
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    steward: &Steward,
    form: SettingsForm,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let id = steward.id();
    let organizations = app.store.read(move |conn| queries::organization_names(conn, id)).await?;
    let page = SettingsPage {
        frame: frame(visit, app, steward).nav(Nav::PartnershipHome),
        form,
        organizations: organizations.into_iter().map(|(id, name, ..)| (id.to_string(), name)).collect(),
        problems,
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/settings`
pub async fn show(State(app): State<App>, visit: Visit, steward: Steward) -> Result<Html<String>, PageError> {
    let form = SettingsForm::of(&steward);
    page(&app, &visit, &steward, form, Problems::default()).await
}

/// `POST /p/{partnership}/settings`
pub async fn update(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Form(form): Form<SettingsForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (details, backbone) = match form.parse(Words::of(visit.language)) {
        Ok(read) => read,
        Err(problems) => {
            let html = page(&app, &visit, &steward, form, problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
        }
    };
    let id = steward.id();
    activity::change(&app, &steward, visit.now, Kind::SettingsChanged, "", move |conn| {
        queries::update(conn, id, &details)?;
        queries::set_backbone(conn, id, backbone)?;
        Ok(true)
    })
    .await?;
    Ok(visit.see_other(&steward.paths(visit.language).home()))
}
