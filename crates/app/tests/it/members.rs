//! Who may open what of an account and of a partnership: every such address, as a stranger, a steward of another
//! partnership, a viewer, a member and a steward.

use std::collections::BTreeMap;

use crosswalk_testing::{Device, Request, TestApp, address_of};

use crate::access::{Visit, visits};

/// Addresses that need somebody who is signed in, or that sign somebody in.
pub fn is_for_people(address: &str) -> bool {
    ["/p/", "/account", "/partnerships", "/sign-", "/join/", "/operate"]
        .iter()
        .any(|start| address.starts_with(start))
        || address.ends_with("/claim")
}

const ROLES: [&str; 5] = ["stranger", "outsider", "viewer", "member", "steward"];

/// A partnership with one of everything, and a person of each role.
struct Scene {
    /// What stands for the names in braces.
    names: BTreeMap<&'static str, String>,
    devices: Vec<Device>,
}

/// `number` makes each scene's people others: an address gets few letters a day.
async fn scene(app: &mut TestApp, number: usize) -> Scene {
    let name = |name: &str| format!("{name}{number} Milbrook");
    let mut steward = app.sign_in(&name("Rosa")).await;
    let id = app.partnership(&mut steward, "Milbrook").await;
    let member = app.join(&mut steward, &id, &name("Thuy"), "member").await;
    let viewer = app.join(&mut steward, &id, &name("Bill"), "viewer").await;
    let mut outsider = app.sign_in(&name("Eve")).await;
    app.partnership(&mut outsider, "Elsewhere").await;
    let book = app.workbook("Riverside").await;
    let ana = address_of(&name("Ana"));
    steward.post(&format!("/p/{id}/invitations"), &[("to", &ana)]).await.expect_status(200);
    let join = app.link_to(&ana, "/join/").await;
    let people = steward.get(&format!("/p/{id}/people")).await.html;
    let mut names = BTreeMap::from([
        ("partnership", id.clone()),
        ("person", after(&people, "/people/")),
        ("invitation", after(&people, "/invitations/")),
        ("token", join.rsplit('/').next().expect("a token").to_owned()),
        ("book", book.edit.clone()),
    ]);
    more(&mut steward, &id, &mut names).await;
    Scene { names, devices: vec![app.device(), outsider, viewer, member, steward] }
}

/// What a partnership holds besides people: one of each thing.
async fn more(steward: &mut Device, id: &str, names: &mut BTreeMap<&'static str, String>) {
    let at = |rest: &str| format!("/p/{id}{rest}");
    let form = steward.get(&at("/partners/new")).await.form("/partners");
    let form = form.set("name", "Milbrook Schools").set("sector", "education").set("kind", "school-district");
    let partner = steward.submit(form).await.expect_status(200).url;
    let form = steward.get(&at("/rounds/new")).await.form("/rounds").set("name", "Fall 2026");
    let round = steward.submit(form).await.expect_status(200).url;
    steward.post(&at("/steps"), &[("text", "Call the school")]).await.expect_status(200);
    steward.post(&at("/agenda"), &[("question", "goal-setting")]).await.expect_status(200);
    let evidence = [("question", "goal-setting"), ("kind", "person"), ("label", "Dana")];
    steward.post(&at("/evidence"), &evidence).await.expect_status(200);
    let form = steward.get(&at("/meetings")).await.form("/meetings");
    let meeting = steward.submit(form).await.expect_status(200).url;
    let steps = steward.get(&at("/steps")).await.html;
    let agenda = steward.get(&at("/agenda")).await.html;
    let evidence = steward.get(&at("/evidence")).await.html;
    let last = |url: &str| url.rsplit('/').next().expect("an id").to_owned();
    names.extend([
        ("partner", last(&partner)),
        ("round", last(&round)),
        ("step", after(&steps, "/steps/")),
        ("item", after(&agenda, "/agenda/")),
        ("evidence", after(&evidence, "/evidence/")),
        ("meeting", last(&meeting)),
        // Nobody in the scene has one.
        ("job", "00000000-0000-0000-0000-000000000000".to_owned()),
        ("passkey", "00000000-0000-0000-0000-000000000000".to_owned()),
    ]);
}

/// The id that follows `start` for the first time.
fn after(html: &str, start: &str) -> String {
    let rest = html.split(start).skip(1).find(|rest| rest.len() >= 36 && rest.as_bytes()[8] == b'-');
    rest.unwrap_or_else(|| panic!("no id after {start}"))[..36].to_owned()
}

/// A good body for every form.
fn form(address: &str) -> &'static str {
    match address {
        "/sign-in" => "email=rosa@example.org",
        "/sign-in/{token}" | "/account" => "name=Rosa",
        "/partnerships" | "/p/{partnership}/settings" => "name=Riverside",
        "/p/{partnership}/deletion" => "name=Milbrook",
        "/p/{partnership}/invitations" => "to=joe@example.org",
        "/w/{token}/claim" => "name=Riverside",
        "/p/{partnership}/partners" | "/p/{partnership}/partners/{partner}" => {
            "name=Milbrook+Homes&sector=housing&kind=public-housing-authority"
        }
        "/p/{partnership}/partners/{partner}/removal" => "name=Milbrook+Schools",
        "/p/{partnership}/rounds" => "name=Spring&closes=2026-12-24",
        "/p/{partnership}/steps" | "/p/{partnership}/steps/{step}" => "text=Call+the+school",
        "/p/{partnership}/agenda" => "question=goal-setting",
        "/p/{partnership}/evidence" => "question=goal-setting&kind=person&label=Dana",
        "/p/{partnership}/meetings/{meeting}/question" => "question=goal-setting",
        "/p/{partnership}/meetings/{meeting}/timer" => "minutes=1",
        _ => "",
    }
}

/// Visits after which the next one would find something else.
fn changes_the_scene(visit: &Visit) -> bool {
    visit.method == "POST"
        && [
            "removal",
            "deletion",
            "leaving",
            "sessions",
            "sign-out",
            "link",
            "withdrawal",
            "claim",
            "/join/",
            "/people/{person}",
        ]
        .iter()
        .any(|part| visit.address.contains(part))
}

fn request(visit: &Visit, scene: &Scene) -> Request {
    let mut path = visit.address.clone();
    let token = if path.starts_with("/w/") { "book" } else { "token" };
    path = path.replace("{token}", &scene.names[token]);
    for (name, value) in &scene.names {
        path = path.replace(&format!("{{{name}}}"), value);
    }
    assert!(!path.contains('{'), "what stands for the name in {path}?");
    let request = Request::new(&visit.method, &path);
    if visit.method == "POST" {
        request.body("application/x-www-form-urlencoded", form(&visit.address))
    } else {
        request
    }
}

#[tokio::test]
async fn every_address_of_a_partnership_lets_in_whom_it_should() {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let mut shared = scene(&mut app, 0).await;
    let mut scenes = 0;
    let mut table = String::from(
        "                                                                     stranger outsider viewer member steward\n",
    );
    for visit in visits().into_iter().filter(|visit| is_for_people(&visit.address) && !visit.is_api) {
        let mut line = format!("{:6} {:60}", visit.method, visit.address);
        for (place, _) in ROLES.iter().enumerate() {
            scenes += 1;
            let mut own = if changes_the_scene(&visit) { Some(scene(&mut app, scenes).await) } else { None };
            let scene = own.as_mut().unwrap_or(&mut shared);
            let request = request(&visit, scene);
            line += &format!(" {:>7}", scene.devices[place].send(request).await.status);
        }
        table += line.trim_end();
        table.push('\n');
    }
    app.run_jobs().await;
    app.mails();
    insta::assert_snapshot!(table, @r"
                                                                         stranger outsider viewer member steward
    GET    /sign-in/oidc/callback                                           404     404     404     404     404
    POST   /sign-in/oidc/callback                                           404     404     404     404     404
    GET    /w/{token}/claim                                                 303     200     200     200     200
    POST   /w/{token}/claim                                                 303     303     303     303     303
    GET    /sign-in                                                         200     303     303     303     303
    POST   /sign-in                                                         200     200     200     200     200
    GET    /sign-in/passkey                                                 404     404     404     404     404
    POST   /sign-in/passkey                                                 404     404     404     404     404
    GET    /sign-in/passkey/challenge                                       404     404     404     404     404
    POST   /sign-in/passkey/challenge                                       404     404     404     404     404
    GET    /sign-in/oidc                                                    404     404     404     404     404
    POST   /sign-in/oidc                                                    404     404     404     404     404
    GET    /sign-in/{token}                                                 404     404     404     404     404
    POST   /sign-in/{token}                                                 404     404     404     404     404
    GET    /sign-out                                                        404     404     404     404     404
    POST   /sign-out                                                        303     303     303     303     303
    GET    /account                                                         303     200     200     200     200
    POST   /account                                                         303     303     303     303     303
    GET    /account/passkeys                                                404     404     404     404     404
    POST   /account/passkeys                                                303     404     404     404     404
    GET    /account/passkeys/challenge                                      404     404     404     404     404
    POST   /account/passkeys/challenge                                      303     404     404     404     404
    GET    /account/passkeys/{passkey}/removal                              404     404     404     404     404
    POST   /account/passkeys/{passkey}/removal                              303     404     404     404     404
    GET    /account/sessions/end                                            404     404     404     404     404
    POST   /account/sessions/end                                            303     303     303     303     303
    GET    /account/export.json                                             303     200     200     200     200
    POST   /account/export.json                                             404     404     404     404     404
    GET    /account/removal                                                 303     200     200     200     200
    POST   /account/removal                                                 303     422     303     303     422
    GET    /join/{token}                                                    200     200     200     200     200
    POST   /join/{token}                                                    303     303     303     303     303
    GET    /partnerships                                                    303     200     200     200     200
    POST   /partnerships                                                    303     303     303     303     303
    GET    /partnerships/new                                                303     200     200     200     200
    POST   /partnerships/new                                                404     404     404     404     404
    GET    /partnerships/import                                             303     200     200     200     200
    POST   /partnerships/import                                             303     422     422     422     422
    GET    /p/{partnership}                                                 303     404     200     200     200
    POST   /p/{partnership}                                                 404     404     404     404     404
    GET    /p/{partnership}/settings                                        303     404     403     403     200
    POST   /p/{partnership}/settings                                        303     404     403     403     303
    GET    /p/{partnership}/workbook                                        303     404     303     303     303
    POST   /p/{partnership}/workbook                                        404     404     404     404     404
    GET    /p/{partnership}/workbook/link                                   404     404     404     404     404
    POST   /p/{partnership}/workbook/link                                   303     404     403     403     303
    GET    /p/{partnership}/people                                          303     404     200     200     200
    POST   /p/{partnership}/people                                          404     404     404     404     404
    GET    /p/{partnership}/people/{person}                                 404     404     404     404     404
    POST   /p/{partnership}/people/{person}                                 303     404     303     403     303
    GET    /p/{partnership}/people/{person}/removal                         404     404     404     404     404
    POST   /p/{partnership}/people/{person}/removal                         303     404     403     403     303
    GET    /p/{partnership}/people/{person}/invitation                      404     404     404     404     404
    POST   /p/{partnership}/people/{person}/invitation                      303     404     403     403     404
    GET    /p/{partnership}/leaving                                         404     404     404     404     404
    POST   /p/{partnership}/leaving                                         303     404     303     303     422
    GET    /p/{partnership}/invitations                                     404     404     404     404     404
    POST   /p/{partnership}/invitations                                     303     404     403     403     303
    GET    /p/{partnership}/invitations/links                               404     404     404     404     404
    POST   /p/{partnership}/invitations/links                               303     404     403     403     303
    GET    /p/{partnership}/invitations/{invitation}/withdrawal             404     404     404     404     404
    POST   /p/{partnership}/invitations/{invitation}/withdrawal             303     404     403     403     303
    GET    /p/{partnership}/invitations/{invitation}/reminder               404     404     404     404     404
    POST   /p/{partnership}/invitations/{invitation}/reminder               303     404     403     403     303
    GET    /p/{partnership}/rounds                                          303     404     200     200     200
    POST   /p/{partnership}/rounds                                          303     404     403     403     422
    GET    /p/{partnership}/rounds/new                                      303     404     403     403     200
    POST   /p/{partnership}/rounds/new                                      404     404     404     404     404
    GET    /p/{partnership}/rounds/{round}                                  303     404     200     200     200
    POST   /p/{partnership}/rounds/{round}                                  404     404     404     404     404
    GET    /p/{partnership}/rounds/{round}/responses                        404     404     404     404     404
    POST   /p/{partnership}/rounds/{round}/responses                        303     404     403     409     409
    GET    /p/{partnership}/rounds/{round}/responses/finish                 404     404     404     404     404
    POST   /p/{partnership}/rounds/{round}/responses/finish                 303     404     403     404     404
    GET    /p/{partnership}/rounds/{round}/responses/reopen                 404     404     404     404     404
    POST   /p/{partnership}/rounds/{round}/responses/reopen                 303     404     403     404     404
    GET    /p/{partnership}/rounds/{round}/reminders                        404     404     404     404     404
    POST   /p/{partnership}/rounds/{round}/reminders                        303     404     403     403     303
    GET    /p/{partnership}/rounds/{round}/close                            404     404     404     404     404
    POST   /p/{partnership}/rounds/{round}/close                            303     404     403     403     303
    GET    /p/{partnership}/rounds/{round}/results                          303     404     200     200     200
    POST   /p/{partnership}/rounds/{round}/results                          404     404     404     404     404
    GET    /p/{partnership}/rounds/{round}/results.csv                      303     404     200     200     200
    POST   /p/{partnership}/rounds/{round}/results.csv                      404     404     404     404     404
    GET    /p/{partnership}/rounds/{round}/results.pdf                      303     404     200     200     200
    POST   /p/{partnership}/rounds/{round}/results.pdf                      404     404     404     404     404
    GET    /p/{partnership}/partners                                        303     404     200     200     200
    POST   /p/{partnership}/partners                                        303     404     403     303     303
    GET    /p/{partnership}/partners.csv                                    303     404     200     200     200
    POST   /p/{partnership}/partners.csv                                    404     404     404     404     404
    GET    /p/{partnership}/partners.xlsx                                   303     404     200     200     200
    POST   /p/{partnership}/partners.xlsx                                   404     404     404     404     404
    GET    /p/{partnership}/partners/new                                    303     404     403     200     200
    POST   /p/{partnership}/partners/new                                    404     404     404     404     404
    GET    /p/{partnership}/partners/import                                 303     404     403     200     200
    POST   /p/{partnership}/partners/import                                 303     404     403     422     422
    GET    /p/{partnership}/partners/import/confirm                         404     404     404     404     404
    POST   /p/{partnership}/partners/import/confirm                         303     404     403     409     409
    GET    /p/{partnership}/partners/import/template.csv                    303     404     403     200     200
    POST   /p/{partnership}/partners/import/template.csv                    404     404     404     404     404
    GET    /p/{partnership}/partners/import/template.xlsx                   303     404     403     200     200
    POST   /p/{partnership}/partners/import/template.xlsx                   404     404     404     404     404
    GET    /p/{partnership}/partners/{partner}                              303     404     200     200     200
    POST   /p/{partnership}/partners/{partner}                              303     404     403     303     303
    GET    /p/{partnership}/partners/{partner}/edit                         303     404     403     200     200
    POST   /p/{partnership}/partners/{partner}/edit                         404     404     404     404     404
    GET    /p/{partnership}/partners/{partner}/removal                      303     404     403     200     200
    POST   /p/{partnership}/partners/{partner}/removal                      303     404     403     403     303
    GET    /p/{partnership}/partners/{partner}/merge                        303     404     403     200     200
    POST   /p/{partnership}/partners/{partner}/merge                        303     404     403     404     404
    GET    /p/{partnership}/archive.zip                                     303     404     403     403     200
    POST   /p/{partnership}/archive.zip                                     404     404     404     404     404
    GET    /p/{partnership}/deletion                                        303     404     403     403     200
    POST   /p/{partnership}/deletion                                        303     404     403     403     303
    GET    /p/{partnership}/deletion/undo                                   404     404     404     404     404
    POST   /p/{partnership}/deletion/undo                                   303     404     403     403     303
    GET    /p/{partnership}/meetings                                        303     404     403     200     200
    POST   /p/{partnership}/meetings                                        303     404     403     303     303
    GET    /p/{partnership}/meetings/{meeting}                              303     404     403     200     200
    POST   /p/{partnership}/meetings/{meeting}                              404     404     404     404     404
    GET    /p/{partnership}/meetings/{meeting}/question                     404     404     404     404     404
    POST   /p/{partnership}/meetings/{meeting}/question                     303     404     403     303     303
    GET    /p/{partnership}/meetings/{meeting}/reveal                       404     404     404     404     404
    POST   /p/{partnership}/meetings/{meeting}/reveal                       303     404     403     303     409
    GET    /p/{partnership}/meetings/{meeting}/timer                        404     404     404     404     404
    POST   /p/{partnership}/meetings/{meeting}/timer                        303     404     403     303     303
    GET    /p/{partnership}/meetings/{meeting}/agreement                    404     404     404     404     404
    POST   /p/{partnership}/meetings/{meeting}/agreement                    303     404     403     404     404
    GET    /p/{partnership}/meetings/{meeting}/end                          404     404     404     404     404
    POST   /p/{partnership}/meetings/{meeting}/end                          303     404     403     303     409
    GET    /p/{partnership}/meetings/{meeting}/screen                       303     404     403     200     200
    POST   /p/{partnership}/meetings/{meeting}/screen                       404     404     404     404     404
    GET    /p/{partnership}/meetings/{meeting}/live                         303     404     403     426     426
    POST   /p/{partnership}/meetings/{meeting}/live                         404     404     404     404     404
    GET    /p/{partnership}/steps                                           303     404     200     200     200
    POST   /p/{partnership}/steps                                           303     404     403     303     303
    GET    /p/{partnership}/steps/restorations                              404     404     404     404     404
    POST   /p/{partnership}/steps/restorations                              303     404     403     404     404
    GET    /p/{partnership}/steps/{step}                                    303     404     403     200     200
    POST   /p/{partnership}/steps/{step}                                    303     404     403     303     303
    GET    /p/{partnership}/steps/{step}/done                               404     404     404     404     404
    POST   /p/{partnership}/steps/{step}/done                               303     404     403     303     303
    GET    /p/{partnership}/steps/{step}/undone                             404     404     404     404     404
    POST   /p/{partnership}/steps/{step}/undone                             303     404     403     303     303
    GET    /p/{partnership}/steps/{step}/removal                            404     404     404     404     404
    POST   /p/{partnership}/steps/{step}/removal                            303     404     403     303     303
    GET    /p/{partnership}/calendar                                        404     404     404     404     404
    POST   /p/{partnership}/calendar                                        303     404     303     303     303
    GET    /p/{partnership}/calendar/removal                                404     404     404     404     404
    POST   /p/{partnership}/calendar/removal                                303     404     303     303     303
    GET    /p/{partnership}/agenda                                          303     404     200     200     200
    POST   /p/{partnership}/agenda                                          303     404     403     422     422
    GET    /p/{partnership}/agenda/restorations                             404     404     404     404     404
    POST   /p/{partnership}/agenda/restorations                             303     404     403     404     404
    GET    /p/{partnership}/agenda/{item}/done                              404     404     404     404     404
    POST   /p/{partnership}/agenda/{item}/done                              303     404     403     303     303
    GET    /p/{partnership}/agenda/{item}/undone                            404     404     404     404     404
    POST   /p/{partnership}/agenda/{item}/undone                            303     404     403     303     303
    GET    /p/{partnership}/agenda/{item}/removal                           404     404     404     404     404
    POST   /p/{partnership}/agenda/{item}/removal                           303     404     403     303     303
    GET    /p/{partnership}/evidence                                        303     404     200     200     200
    POST   /p/{partnership}/evidence                                        303     404     403     303     303
    GET    /p/{partnership}/evidence/restorations                           404     404     404     404     404
    POST   /p/{partnership}/evidence/restorations                           303     404     403     404     404
    GET    /p/{partnership}/evidence/{evidence}/removal                     404     404     404     404     404
    POST   /p/{partnership}/evidence/{evidence}/removal                     303     404     403     303     303
    GET    /p/{partnership}/activity                                        303     404     403     403     200
    POST   /p/{partnership}/activity                                        404     404     404     404     404
    GET    /p/{partnership}/activity.csv                                    303     404     403     403     200
    POST   /p/{partnership}/activity.csv                                    404     404     404     404     404
    GET    /operate                                                         303     404     404     404     404
    POST   /operate                                                         404     404     404     404     404
    GET    /operate/jobs                                                    303     404     404     404     404
    POST   /operate/jobs                                                    404     404     404     404     404
    GET    /operate/jobs/{job}/retry                                        404     404     404     404     404
    POST   /operate/jobs/{job}/retry                                        303     404     404     404     404
    GET    /operate/jobs/{job}/removal                                      404     404     404     404     404
    POST   /operate/jobs/{job}/removal                                      303     404     404     404     404
    GET    /operate/mail                                                    303     404     404     404     404
    POST   /operate/mail                                                    404     404     404     404     404
    GET    /operate/mail/unblock                                            404     404     404     404     404
    POST   /operate/mail/unblock                                            303     404     404     404     404
    GET    /operate/settings                                                303     404     404     404     404
    POST   /operate/settings                                                303     404     404     404     404
    ");
}
