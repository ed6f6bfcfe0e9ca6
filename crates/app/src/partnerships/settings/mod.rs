//! What stewards set: name, community, purpose, languages, color, and who convenes.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{Language, OrganizationId};
use crosswalk_ui::{Nav, Problems, Words};
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
/// Least contrast of white on the color of a partnership: WCAG 2.2, 1.4.3.
const CONTRAST_MIN: f64 = 4.5;

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
    let Some(rgb) = rgb(text) else {
        typed.wrong("color", "settings-color-odd");
        return None;
    };
    if contrast_with_white(rgb) < CONTRAST_MIN {
        typed.wrong("color", "settings-color-pale");
    }
    Some(text.to_ascii_lowercase())
}

/// The parts of `#rrggbb`.
fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |from: usize| u8::from_str_radix(&digits[from..from + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The contrast of white text on a color, from 1 to 21: WCAG 2.2, "contrast ratio" and "relative luminance".
///
/// Black: (1 + 0.05) / (0 + 0.05) = 21.
fn contrast_with_white(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
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

/// `GET /p/{partnership}/colors.css`: the header in the partnership's color.
pub async fn colors(member: Member) -> Response {
    let color = member.partnership.color.as_deref().filter(|color| rgb(color).is_some());
    let css = color.map_or_else(String::new, |color| format!(":root {{ --asphalt: {color}; }}\n"));
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"))], css).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_must_be_readable_on_a_color() {
        assert!((contrast_with_white([0, 0, 0]) - 21.0).abs() < 1e-9);
        assert!((contrast_with_white([255, 255, 255]) - 1.0).abs() < 1e-9);
        let mut typed = Typed::new(Words::of(Language::En));
        assert_eq!(color(&mut typed, "#0E4C92").as_deref(), Some("#0e4c92"));
        assert!(typed.problems.is_empty());
        for bad in ["#FFCE2E", "red", "#12345", "#ééé"] {
            let mut typed = Typed::new(Words::of(Language::En));
            color(&mut typed, bad);
            assert_eq!(typed.problems.len(), 1, "{bad}");
        }
    }
}
