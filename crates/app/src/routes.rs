//! Every address of the site, in one table, and the layers around them.

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::uri::PathAndQuery;
use axum::http::{Request, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use crosswalk_names::Language;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};

use crate::accounts::{passkeys, provider, sign_in};
use crate::error::PageError;
use crate::meetings::{self, desk, phone, screen};
use crate::partnerships::{self, agenda, evidence, partners, people, steps};
use crate::state::App;
use crate::visit::AddressLanguage;
use crate::workbook::{self, change, deletion, devices, history, reading, shares, snapshots};
use crate::{api, guard, live_socket, operate, profile, requests, rounds, site, toolkit};

/// Longest body of a form or an API call, in bytes. An imported export is the longest.
const BODY_MAX: usize = 10 * 1024 * 1024;
/// Smaller answers are not worth compressing, in bytes.
const COMPRESS_ABOVE: u64 = 1_024;

/// Pages and forms: address and methods. Addresses of the API are in [`api::routes`].
pub fn pages() -> Vec<(&'static str, MethodRouter<App>)> {
    let mut pages = vec![
        ("/", get(site::home)),
        ("/help", get(site::help)),
        ("/privacy", get(site::privacy)),
        ("/accessibility", get(site::accessibility)),
        ("/api", get(site::api)),
        (provider::client::CALLBACK, get(provider::finish)),
        ("/preferences", post(site::preferences)),
        ("/dev/gallery", get(site::gallery)),
        ("/dev/outbox", get(site::outbox)),
        ("/assets/{file}", get(site::files::asset)),
        ("/sw.js", get(site::files::service_worker)),
        ("/manifest.webmanifest", get(site::files::manifest)),
        ("/robots.txt", get(site::files::robots)),
        ("/healthz", get(site::health::health)),
        ("/readyz", get(site::health::ready)),
        ("/favicon.ico", get(site::files::icon)),
        ("/toolkit", get(toolkit::index)),
        ("/toolkit/search", get(toolkit::search::show)),
        ("/toolkit/book.pdf", get(toolkit::book)),
        ("/toolkit/outcomes.csv", get(toolkit::outcomes_csv)),
        ("/toolkit/images/{file}", get(toolkit::image)),
        ("/toolkit/sent/{share}", get(toolkit::share::status)),
        ("/toolkit/{page}", get(toolkit::show)),
        ("/toolkit/{page}/page.pdf", get(toolkit::page_pdf)),
        ("/toolkit/{page}/stage.pdf", get(toolkit::stage_pdf)),
        ("/toolkit/{page}/shares", get(toolkit::share::show).post(toolkit::share::create)),
        ("/blank.pdf", get(workbook::downloads::blank)),
        ("/workbooks", get(devices::show).post(workbook::page::start)),
        ("/workbooks/open", post(devices::open)),
        ("/workbooks/forget", post(devices::forget)),
        ("/workbooks/import", get(workbook::import::show).post(workbook::import::create)),
        ("/w/{token}", get(workbook::page::show)),
        ("/w/{token}/stages/{stage}", post(workbook::page::save_stage)),
        ("/w/{token}/answers/{question}", post(workbook::page::answer)),
        ("/w/{token}/comments/{comment}/removal", post(workbook::page::remove_comment)),
        (
            "/w/{token}/questions/{question}",
            get(workbook::own_question::show).post(workbook::own_question::update),
        ),
        ("/w/{token}/questions/{question}/removal", post(workbook::page::remove_question)),
        ("/w/{token}/details", get(workbook::details::show).post(workbook::details::update)),
        ("/w/{token}/resets", post(workbook::page::reset)),
        ("/w/{token}/changes/{change}/undo", post(change::create_undo)),
        ("/w/{token}/reading", get(reading::show)),
        ("/w/{token}/history", get(history::show)),
        ("/w/{token}/history/{seq}", get(history::show_state)),
        ("/w/{token}/restorations", post(history::restore)),
        ("/w/{token}/snapshots", get(snapshots::show).post(snapshots::create)),
        ("/w/{token}/compare", get(snapshots::compare)),
        ("/w/{token}/workbook.pdf", get(workbook::downloads::pdf)),
        ("/w/{token}/blank.pdf", get(workbook::downloads::blank_of)),
        ("/w/{token}/export.json", get(workbook::downloads::json)),
        ("/w/{token}/export.csv", get(workbook::downloads::csv)),
        ("/w/{token}/shares", get(shares::show).post(shares::create)),
        ("/w/{token}/shares/{share}", get(shares::status)),
        ("/w/{token}/link-mail", get(shares::show_link_mail).post(shares::mail_link)),
        ("/w/{token}/round", get(rounds::round::show_of_copy)),
        ("/w/{token}/claim", get(partnerships::claim::show).post(partnerships::claim::create)),
        ("/w/{token}/deletion", get(deletion::show).post(deletion::create)),
        ("/w/{token}/deletion/undo", post(deletion::undo)),
        ("/w/{token}/forget", post(devices::forget_one)),
        ("/confirm/{token}", get(shares::show_confirmation).post(shares::confirm)),
        ("/stop/{token}", get(shares::show_stop).post(shares::stop)),
        ("/live/{token}", get(live_socket::open)),
    ];
    pages.extend(people_pages());
    pages.extend(partnership_pages());
    pages.extend(work());
    pages.extend(operator_pages());
    pages
}

/// Accounts, and ways into a partnership.
fn people_pages() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/sign-in", get(sign_in::show).post(sign_in::create)),
        ("/sign-in/passkey", post(passkeys::sign_in)),
        ("/sign-in/passkey/challenge", post(passkeys::start_sign_in)),
        ("/sign-in/oidc", get(provider::start)),
        ("/sign-in/{token}", get(sign_in::show_link).post(sign_in::use_link)),
        ("/sign-out", post(sign_in::sign_out)),
        ("/account", get(profile::show).post(profile::update)),
        ("/account/passkeys", post(passkeys::add)),
        ("/account/passkeys/challenge", post(passkeys::start_adding)),
        ("/account/passkeys/{passkey}/removal", post(passkeys::remove)),
        ("/account/sessions/end", post(profile::end_session)),
        ("/account/export.json", get(profile::export)),
        ("/account/removal", get(profile::show_removal).post(profile::remove)),
        ("/join/{token}", get(partnerships::join::show).post(partnerships::join::create)),
        ("/partnerships", get(partnerships::list::show).post(partnerships::list::create)),
        ("/partnerships/new", get(partnerships::list::show_new)),
        ("/partnerships/import", get(partnerships::archive::show).post(partnerships::archive::create)),
    ]
}

/// A partnership: its people, partners, rounds and meetings.
fn partnership_pages() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/p/{partnership}", get(partnerships::home::show)),
        ("/p/{partnership}/settings", get(partnerships::settings::show).post(partnerships::settings::update)),
        ("/p/{partnership}/workbook", get(partnerships::workbooks::show)),
        ("/p/{partnership}/workbook/link", post(partnerships::workbooks::renew_link)),
        ("/p/{partnership}/people", get(people::show)),
        ("/p/{partnership}/people/{person}", post(people::update)),
        ("/p/{partnership}/people/{person}/removal", post(people::remove)),
        ("/p/{partnership}/people/{person}/invitation", post(people::invite_awaited)),
        ("/p/{partnership}/leaving", post(people::leave)),
        ("/p/{partnership}/invitations", post(people::invite)),
        ("/p/{partnership}/invitations/links", post(people::make_link)),
        ("/p/{partnership}/invitations/{invitation}/withdrawal", post(people::withdraw)),
        ("/p/{partnership}/invitations/{invitation}/reminder", post(people::remind)),
        ("/p/{partnership}/rounds", get(rounds::list::show).post(rounds::opening::create)),
        ("/p/{partnership}/rounds/new", get(rounds::opening::show)),
        ("/p/{partnership}/rounds/{round}", get(rounds::round::show)),
        ("/p/{partnership}/rounds/{round}/responses", post(rounds::round::begin)),
        ("/p/{partnership}/rounds/{round}/responses/finish", post(rounds::round::finish)),
        ("/p/{partnership}/rounds/{round}/responses/reopen", post(rounds::round::reopen)),
        ("/p/{partnership}/rounds/{round}/reminders", post(rounds::round::remind)),
        ("/p/{partnership}/rounds/{round}/close", post(rounds::round::close)),
        ("/p/{partnership}/rounds/{round}/results", get(rounds::results::show)),
        ("/p/{partnership}/rounds/{round}/results.csv", get(rounds::results::csv)),
        ("/p/{partnership}/rounds/{round}/results.pdf", get(rounds::results::pdf)),
        ("/p/{partnership}/partners", get(partners::show).post(partners::editing::create)),
        ("/p/{partnership}/partners.csv", get(partners::export::csv)),
        ("/p/{partnership}/partners.xlsx", get(partners::export::xlsx)),
        ("/p/{partnership}/partners/new", get(partners::editing::show_new)),
        ("/p/{partnership}/partners/import", get(partners::import::show).post(partners::import::preview)),
        ("/p/{partnership}/partners/import/confirm", post(partners::import::confirm)),
        ("/p/{partnership}/partners/import/template.csv", get(partners::export::template_csv)),
        ("/p/{partnership}/partners/import/template.xlsx", get(partners::export::template_xlsx)),
        ("/p/{partnership}/partners/{partner}", get(partners::partner::show).post(partners::editing::update)),
        ("/p/{partnership}/partners/{partner}/edit", get(partners::editing::show)),
        (
            "/p/{partnership}/partners/{partner}/removal",
            get(partners::removal::show).post(partners::removal::create),
        ),
        (
            "/p/{partnership}/partners/{partner}/merge",
            get(partners::merging::show).post(partners::merging::create),
        ),
        ("/p/{partnership}/archive.zip", get(partnerships::archive::export)),
        ("/p/{partnership}/deletion", get(partnerships::deletion::show).post(partnerships::deletion::create)),
        ("/p/{partnership}/deletion/undo", post(partnerships::deletion::undo)),
        ("/p/{partnership}/meetings", get(meetings::list::show).post(meetings::list::create)),
        ("/p/{partnership}/meetings/{meeting}", get(desk::show)),
        ("/p/{partnership}/meetings/{meeting}/question", post(desk::ask)),
        ("/p/{partnership}/meetings/{meeting}/reveal", post(desk::reveal)),
        ("/p/{partnership}/meetings/{meeting}/timer", post(desk::time)),
        ("/p/{partnership}/meetings/{meeting}/agreement", post(desk::agree)),
        ("/p/{partnership}/meetings/{meeting}/end", post(desk::end)),
        ("/p/{partnership}/meetings/{meeting}/screen", get(screen::show)),
        ("/p/{partnership}/meetings/{meeting}/live", get(meetings::live::watch)),
        ("/meet", get(phone::show_door).post(phone::enter)),
        ("/meet/{code}", get(phone::show)),
        ("/meet/{code}/answer", post(phone::answer)),
        ("/meet/{code}/live", get(meetings::live::join)),
    ]
}

/// What a partnership makes of its gaps: next steps, the agenda, evidence, and the log of it all.
fn work() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/p/{partnership}/steps", get(steps::show).post(steps::create)),
        ("/p/{partnership}/steps/restorations", post(steps::restore)),
        ("/p/{partnership}/steps/{step}", get(steps::show_one).post(steps::update)),
        ("/p/{partnership}/steps/{step}/done", post(steps::finish)),
        ("/p/{partnership}/steps/{step}/undone", post(steps::reopen)),
        ("/p/{partnership}/steps/{step}/removal", post(steps::remove)),
        ("/p/{partnership}/calendar", post(steps::feed::create)),
        ("/p/{partnership}/calendar/removal", post(steps::feed::remove)),
        ("/calendar/{token}", get(steps::feed::show)),
        ("/p/{partnership}/agenda", get(agenda::show).post(agenda::create)),
        ("/p/{partnership}/agenda/restorations", post(agenda::restore)),
        ("/p/{partnership}/agenda/{item}/done", post(agenda::finish)),
        ("/p/{partnership}/agenda/{item}/undone", post(agenda::reopen)),
        ("/p/{partnership}/agenda/{item}/removal", post(agenda::remove)),
        ("/p/{partnership}/evidence", get(evidence::show).post(evidence::create)),
        ("/p/{partnership}/evidence/restorations", post(evidence::restore)),
        ("/p/{partnership}/evidence/{evidence}/removal", post(evidence::remove)),
        ("/p/{partnership}/activity", get(partnerships::activity::show)),
        ("/p/{partnership}/activity.csv", get(partnerships::activity::csv)),
    ]
}

/// For whoever runs the instance.
fn operator_pages() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/operate", get(operate::overview)),
        ("/operate/jobs", get(operate::jobs)),
        ("/operate/jobs/{job}/retry", post(operate::retry)),
        ("/operate/jobs/{job}/removal", post(operate::give_up)),
        ("/operate/mail", get(operate::mail)),
        ("/operate/mail/unblock", post(operate::unblock)),
        ("/operate/settings", get(operate::settings::show).post(operate::settings::update)),
    ]
}

/// The whole site.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for (address, methods) in pages() {
        router = router.route(address, methods);
    }
    let compress = CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest).compress_when(
        SizeAbove::new(COMPRESS_ABOVE)
            .and(NotForContentType::const_new("application/pdf"))
            .and(NotForContentType::const_new("font/"))
            .and(NotForContentType::IMAGES),
    );
    router
        .fallback(|| async { PageError::NotFound })
        .method_not_allowed_fallback(|| async { PageError::NotFound })
        .layer(from_fn(guard::same_site))
        .layer(from_fn_with_state(app.clone(), site::errors::in_words))
        .layer(from_fn_with_state(app.clone(), guard::language_of_the_site))
        .nest("/api/v1", api::routes().layer(from_fn(api::same_site)))
        .layer(from_fn(guard::patience))
        .layer(CatchPanicLayer::custom(site::errors::panicked))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(compress)
        .layer(from_fn_with_state(app.clone(), guard::cookie_names))
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .layer(from_fn_with_state(app.clone(), requests::seen))
        .with_state(app)
}

/// Takes the path under which the site stands off the front, where it is there: a proxy may have taken it off already.
pub fn take_base(request: &mut Request<Body>, base: &str) {
    if base.is_empty() {
        return;
    }
    let uri = request.uri();
    let Some(rest) = uri.path().strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'))
    else {
        return;
    };
    let rest = if rest.is_empty() { "/" } else { rest };
    let rest = uri.query().map_or_else(|| rest.to_owned(), |query| format!("{rest}?{query}"));
    if let Ok(path) = rest.parse::<PathAndQuery>() {
        *request.uri_mut() = Uri::from(path);
    }
}

/// Takes the language off the front of the path: `/es/help` becomes `/help` in Spanish. English has no prefix.
pub fn take_language(request: &mut Request<Body>) {
    let uri = request.uri();
    let path = uri.path();
    let rest = match path.strip_prefix("/es") {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => {
            request.extensions_mut().insert(AddressLanguage(Language::En));
            return;
        }
    };
    let rest = uri.query().map_or_else(|| rest.to_owned(), |query| format!("{rest}?{query}"));
    if let Ok(path) = rest.parse::<PathAndQuery>() {
        *request.uri_mut() = Uri::from(path);
        request.extensions_mut().insert(AddressLanguage(Language::Es));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(address: &str) -> (String, Language) {
        let mut request = Request::builder().uri(address).body(Body::empty()).expect("a request");
        take_language(&mut request);
        let language = request.extensions().get::<AddressLanguage>().expect("a language").0;
        (request.uri().to_string(), language)
    }

    #[test]
    fn the_site_may_stand_under_a_path() {
        let rest = |address: &str, base: &str| {
            let mut request = Request::builder().uri(address).body(Body::empty()).expect("a request");
            take_base(&mut request, base);
            request.uri().to_string()
        };
        assert_eq!(rest("/crosswalk/es/w/abc?x=1", "/crosswalk"), "/es/w/abc?x=1");
        assert_eq!(rest("/crosswalk", "/crosswalk"), "/");
        assert_eq!(rest("/crosswalk/", "/crosswalk"), "/");
        assert_eq!(rest("/crosswalks", "/crosswalk"), "/crosswalks");
        assert_eq!(rest("/healthz", "/crosswalk"), "/healthz");
        assert_eq!(rest("/crosswalk", ""), "/crosswalk");
    }

    #[test]
    fn the_language_stands_in_front() {
        assert_eq!(taken("/es/w/abc?x=1"), ("/w/abc?x=1".to_owned(), Language::Es));
        assert_eq!(taken("/es"), ("/".to_owned(), Language::Es));
        assert_eq!(taken("/essay"), ("/essay".to_owned(), Language::En));
        assert_eq!(taken("/"), ("/".to_owned(), Language::En));
    }
}
