//! Who may open what of an account and of a partnership: every such address, as a stranger, a steward of another
//! partnership, a viewer, a member and a steward.

use std::collections::BTreeMap;

use crosswalk_testing::{Device, Request, TestApp, address_of};

use crate::access::{Visit, visits};

/// Addresses that need somebody who is signed in, or that sign somebody in.
pub fn is_for_people(address: &str) -> bool {
    ["/p/", "/account", "/partnerships", "/sign-", "/join/"].iter().any(|start| address.starts_with(start))
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

/// What a partnership holds besides people.
async fn more(_steward: &mut Device, _id: &str, _names: &mut BTreeMap<&'static str, String>) {}

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
    GET    /sign-in                                                         200     303     303     303     303
    POST   /sign-in                                                         200     200     200     200     200
    GET    /sign-in/{token}                                                 404     404     404     404     404
    POST   /sign-in/{token}                                                 404     404     404     404     404
    GET    /sign-out                                                        404     404     404     404     404
    POST   /sign-out                                                        303     303     303     303     303
    GET    /account                                                         303     200     200     200     200
    POST   /account                                                         303     303     303     303     303
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
    GET    /p/{partnership}                                                 303     404     200     200     200
    POST   /p/{partnership}                                                 404     404     404     404     404
    GET    /p/{partnership}/settings                                        303     404     403     403     200
    POST   /p/{partnership}/settings                                        303     404     403     403     303
    GET    /p/{partnership}/colors.css                                      303     404     200     200     200
    POST   /p/{partnership}/colors.css                                      404     404     404     404     404
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
    GET    /p/{partnership}/deletion                                        303     404     403     403     200
    POST   /p/{partnership}/deletion                                        303     404     403     403     303
    GET    /p/{partnership}/deletion/undo                                   404     404     404     404     404
    POST   /p/{partnership}/deletion/undo                                   303     404     403     403     303
    GET    /w/{token}/claim                                                 303     200     200     200     200
    POST   /w/{token}/claim                                                 303     303     303     303     303
    ");
}
