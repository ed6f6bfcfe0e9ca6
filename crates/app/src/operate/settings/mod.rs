//! Settings that an operator changes on the page.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::HOUR;
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;
use url::Url;

use self::page::{ChangeLine, SettingLine, SettingsPage, grouped, mistake_words};
use super::page::{Tab, said};
use crate::access::Operator;
use crate::adjust::{self, By, Change, Origin, Setting};
use crate::error::PageError;
use crate::extract::{Form, Query};
use crate::settings::Settings;
use crate::state::App;
use crate::visit::Visit;

/// Changes that the page shows.
const CHANGES: i64 = 50;

type Fields = Vec<(String, String)>;

fn typed(fields: &Fields, setting: Setting) -> Option<&str> {
    fields.iter().find(|(name, _)| name == setting.key()).map(|(_, value)| value.trim())
}

async fn page<'a>(
    app: &'a App,
    visit: &Visit,
    fields: &Fields,
    problems: Problems,
) -> Result<SettingsPage<'a>, PageError> {
    let changes = app.store.read(|conn| adjust::queries::changes(conn, CHANGES)).await?;
    let (adjusted, words) = (app.adjusted(), Words::of(visit.language));
    let lines = Setting::ALL.map(|setting| {
        let present = setting.value(&adjusted.settings);
        let line = SettingLine {
            setting,
            origin: adjusted.settings.origin(setting),
            waits: setting.waits_for_start() && present != setting.value(&app.settings),
            value: typed(fields, setting).map_or(present, str::to_owned),
        };
        (setting, line.shown(words))
    });
    let changes = changes
        .into_iter()
        .map(|row| ChangeLine {
            at: row.at,
            who: row.who,
            label: Setting::from_key(&row.name)
                .map_or(row.name, |setting| words.t(page::label(setting)).to_owned()),
            before: row.before,
            after: row.after,
        })
        .collect();
    let machine = on_the_machine(&app.settings, words);
    Ok(SettingsPage {
        frame: visit.frame(app),
        tab: Tab::Settings,
        groups: grouped(lines),
        machine,
        changes,
        problems,
    })
}

/// What only whoever has the machine can set; no passwords.
fn on_the_machine(settings: &Settings, words: &Words) -> Vec<(&'static str, String)> {
    let nothing = || words.t("operate-machine-none").to_owned();
    let host = |address: &String| Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let backups = settings.backups.as_ref().map(|backups| {
        let hours = usize::try_from(backups.every / HOUR).unwrap_or_default();
        words.with("operate-machine-backups-every", &[("n", hours.into()), ("keep", backups.keep.into())])
    });
    vec![
        ("operate-machine-public", settings.instance.public_url.clone()),
        ("operate-machine-mail", settings.smtp.as_ref().and_then(host).unwrap_or_else(nothing)),
        ("operate-machine-provider", settings.oidc.as_ref().map_or_else(nothing, |oidc| oidc.name.clone())),
        ("operate-machine-backups", backups.unwrap_or_else(nothing)),
    ]
}

/// What was just done, as the address says it.
#[derive(Deserialize, Default)]
pub struct Said {
    #[serde(default)]
    done: String,
}

/// `GET /operate/settings`
pub async fn show(
    State(app): State<App>,
    _: Operator,
    visit: Visit,
    Query(done): Query<Said>,
) -> Result<Html<String>, PageError> {
    let mut page = page(&app, &visit, &Fields::new(), Problems::default()).await?;
    page.frame.notice = said(page.frame.words, &done.done);
    Ok(Html(page.render()?))
}

/// `POST /operate/settings`: all that were changed at once, or one back to what the file says.
pub async fn update(
    State(app): State<App>,
    operator: Operator,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let adjusted = app.adjusted();
    let mut changes = Vec::new();
    if let Some((_, key)) = fields.iter().find(|(name, _)| name == "reset") {
        let setting = Setting::from_key(key).ok_or(PageError::Conflict)?;
        if adjusted.stored.contains_key(&setting) {
            changes.push(Change { setting, before: setting.value(&adjusted.settings), after: None });
        }
    } else {
        let (mut tried, mut problems) = (adjusted.settings.clone(), Problems::default());
        for setting in Setting::ALL {
            let before = setting.value(&adjusted.settings);
            let Some(text) = typed(&fields, setting).filter(|text| *text != before) else { continue };
            if adjusted.settings.origin(setting) == Origin::Start {
                continue;
            }
            match setting.set(&mut tried, text) {
                Ok(()) => {
                    let after = Some(setting.value(&tried)).filter(|after| *after != before);
                    changes.extend(after.map(|after| Change { setting, before, after: Some(after) }));
                }
                Err(mistake) => {
                    problems.add(setting.key(), mistake_words(Words::of(visit.language), &mistake));
                }
            }
        }
        if !problems.is_empty() {
            let page = page(&app, &visit, &fields, problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
        }
    }
    let done = if changes.is_empty() { "nothing" } else { "saved" };
    if !changes.is_empty() {
        adjust::change(&app, changes, By::Operator(operator.person), app.clock.now()).await?;
    }
    Ok(visit.see_other(&format!("{}?done={done}", visit.paths().operate_settings())))
}
