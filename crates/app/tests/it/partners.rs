//! The organizations of a partnership: added, changed, removed, imported, made one, exported.

use crosswalk_app::partnerships::partners::ORGANIZATIONS_MAX;
use crosswalk_app::partnerships::partners::queries::{self, Stored};
use crosswalk_app::partnerships::queries as partnerships;
use crosswalk_names::{OrganizationId, PartnershipId};
use crosswalk_partners::{Field, Organization, fields};
use crosswalk_store::Id;
use crosswalk_store::schema::{
    activities, invitations, members, responses, round_organizations, rounds, steps,
};
use crosswalk_testing::{Device, TestApp};
use diesel::prelude::*;
use uuid::Uuid;

async fn scene() -> (TestApp, Device, String) {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    (app, rosa, id)
}

/// Adds an organization by the form. Gives its id.
async fn add(device: &mut Device, partnership: &str, typed: &[(&str, &str)]) -> String {
    let mut form =
        device.get(&format!("/p/{partnership}/partners/new")).await.expect_status(200).form("/partners");
    for (name, text) in typed {
        form = form.set(name, text);
    }
    let page = device.submit(form).await.expect_status(200);
    page.url.rsplit('/').next().expect("an id").to_owned()
}

fn partnership_id(id: &str) -> PartnershipId {
    id.parse().expect("an id")
}
fn organization_id(id: &str) -> OrganizationId {
    id.parse().expect("an id")
}

/// The words of what was done, the newest last.
async fn log(app: &TestApp, partnership: &str) -> Vec<(String, String)> {
    let id = Id::from(partnership_id(partnership));
    let rows = app.inside().store.read(move |conn| {
        activities::table
            .filter(activities::partnership_id.eq(id))
            .order((activities::at, activities::id))
            .select((activities::kind, activities::subject))
            .load(conn)
    });
    rows.await.expect("the log")
}

/// A round, open or closed, that asks organizations for so many people.
async fn round(app: &TestApp, partnership: &str, number: u128, closed: bool, asked: &[(&str, i64)]) -> Id {
    let (round, partnership) = (Id(Uuid::from_u128(number)), Id::from(partnership_id(partnership)));
    let asked: Vec<(Id, i64)> =
        asked.iter().map(|(id, people)| (organization_id(id).into(), *people)).collect();
    let written = app.inside().store.write(move |conn| {
        diesel::insert_into(rounds::table)
            .values((
                rounds::id.eq(round),
                rounds::partnership_id.eq(partnership),
                rounds::name.eq("Spring"),
                rounds::checklist_key.eq("housing-education"),
                rounds::checklist_version.eq("2026.1"),
                rounds::names.eq("none"),
                rounds::people_min.eq(3),
                rounds::opened_at.eq(1),
                rounds::closes_at.eq(2),
                rounds::closed_at.eq(closed.then_some(2)),
            ))
            .execute(conn)?;
        for (organization, people) in &asked {
            diesel::insert_into(round_organizations::table)
                .values((
                    round_organizations::round_id.eq(round),
                    round_organizations::organization_id.eq(*organization),
                    round_organizations::people_asked.eq(*people),
                ))
                .execute(conn)?;
        }
        Ok(())
    });
    written.await.expect("a round");
    round
}

/// One person's own copy in a round.
async fn response(app: &TestApp, round: Id, organization: &str) -> Id {
    let copy = app.individual_copy().await;
    let workbook = Id(copy.id.parse().expect("an id"));
    let organization = Id::from(organization_id(organization));
    let written = app.inside().store.write(move |conn| {
        diesel::insert_into(responses::table)
            .values((
                responses::id.eq(workbook),
                responses::round_id.eq(round),
                responses::organization_id.eq(organization),
                responses::workbook_id.eq(workbook),
                responses::sealed.eq(vec![1_u8]),
                responses::started_at.eq(1),
            ))
            .execute(conn)
    });
    written.await.expect("a response");
    workbook
}

#[tokio::test]
async fn an_organization_is_added_changed_and_removed() {
    let (app, mut rosa, id) = scene().await;
    let list = format!("/p/{id}/partners");
    let page = rosa.get(&list).await.expect_status(200);
    page.expect_text("No partners yet. Add the first one, or import a list.")
        .expect_text("Housing and school partners for the same area");
    rosa.get(&format!("/es{list}")).await.expect_status(200).expect_text("Todavía no hay organizaciones.");

    let new =
        rosa.get(&format!("{list}/new?kind=school-district")).await.expect_status(200).form("/partners");
    assert_eq!((new.value("sector"), new.value("kind")), ("education", "school-district"));
    let wrong = new.set("main_email", "ana@milbrook").set("brings", "Attendance data");
    let page = rosa.submit(wrong).await.expect_status(422);
    page.expect_text("Write what the organization is called.").expect_text("Write it like rosa@example.org.");
    let form = page.form("/partners");
    assert_eq!((form.value("main_email"), form.value("brings")), ("ana@milbrook", "Attendance data"));
    let form = form
        .set("name", "Milbrook Public Schools")
        .set("main_email", "Ana@Milbrook.org")
        .set("main_name", "Ana Ruiz");
    let page = rosa.submit(form).await.expect_status(200);
    page.expect_text("Milbrook Public Schools").expect_text("ana@milbrook.org").expect_text("No backup");
    page.expect_text("If this person leaves, a partner goes quiet.");
    let schools = page.url.rsplit('/').next().expect("an id").to_owned();
    rosa.get(&list).await.expect_text("1 partner").expect_text("MS");

    let fund =
        add(&mut rosa, &id, &[("name", "Harlan Fund"), ("sector", "funders"), ("decision_power", "high")])
            .await;
    let edit = format!("{list}/{fund}/edit");
    let form = rosa.get(&edit).await.expect_status(200).form(&fund);
    assert_eq!((form.value("letters"), form.value("decision_power")), ("HF", "high"));
    let page = rosa.submit(form.clone().set("letters", "ms")).await.expect_status(422);
    page.expect_text("Another partner has these letters.");
    let form =
        form.set("name", "Harlan Community Fund").set("backup_name", "Pat Hart").set("places", "Eastgate");
    rosa.submit(form).await.expect_status(200).expect_text("Pat Hart");
    for (query, there) in [
        ("?q=EÁSTGATE", true),
        ("?sector=funders&power=high", true),
        ("?backup=none", false),
        ("?q=west", false),
    ] {
        let page = rosa.get(&format!("{list}{}", query.replace('Á', "%C3%81"))).await.expect_status(200);
        assert_eq!(page.text().contains("Harlan Community Fund"), there, "{query}");
        page.expect_text("of 2 partners");
    }

    let removal = format!("{list}/{fund}/removal");
    let form = rosa.get(&removal).await.expect_status(200).form("/removal");
    rosa.submit(form.clone().set("name", "Other"))
        .await
        .expect_status(422)
        .expect_text("Type it as it is shown");
    let page = rosa.submit(form.set("name", "harlan community fund")).await.expect_status(200);
    assert_eq!(page.url, list);
    rosa.get(&format!("{list}/{fund}")).await.expect_status(404);
    rosa.get(&format!("{list}/{schools}")).await.expect_status(200);
    let log = log(&app, &id).await;
    let words: Vec<(&str, &str)> =
        log.iter().skip(1).map(|(kind, subject)| (kind.as_str(), subject.as_str())).collect();
    assert_eq!(
        words,
        [
            ("partner-added", "Milbrook Public Schools"),
            ("partner-added", "Harlan Fund"),
            ("partner-changed", "Harlan Community Fund"),
            ("partner-removed", "Harlan Community Fund"),
        ]
    );
}

#[tokio::test]
async fn while_a_round_asks_it_only_a_steward_removes_an_organization_and_its_answers_go_too() {
    let (mut app, mut rosa, id) = scene().await;
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    let homes = add(&mut rosa, &id, &[("name", "Eastgate Homes"), ("sector", "housing")]).await;
    let round = round(&app, &id, 7, false, &[(&homes, 2)]).await;
    response(&app, round, &homes).await;
    let before = app.workbooks().await;
    let removal = format!("/p/{id}/partners/{homes}/removal");
    thuy.get(&removal).await.expect_status(200).expect_text("only a steward can remove it now");
    thuy.post(&removal, &[("name", "Eastgate Homes")]).await.expect_status(403);
    let (partnership, own) = (partnership_id(&id), organization_id(&homes));
    let backbone = move |conn: &mut _| partnerships::set_backbone(conn, partnership, Some(own));
    app.inside().store.write(backbone).await.expect("a backbone");
    let page = rosa.get(&removal).await.expect_status(200);
    page.expect_text("It is asked in 1 open round").expect_text("1 person of it is answering");
    rosa.submit(page.form("/removal").set("name", "Eastgate Homes")).await.expect_status(200);
    assert_eq!(app.workbooks().await, before - 1);
    let kept = app.inside().store.read(move |conn| partnerships::partnership(conn, partnership)).await;
    assert_eq!(kept.expect("a read").expect("a partnership").backbone, None);
}

/// Good rows: one that is there, a new one, the new one again. Bad rows: no name, no such sector.
const LIST: &str = "Organization,Sector,Main contact,Email,Shoe size\n\
    milbrook public schools,Education,Ana Ruiz,ana@milbrook.org,41\n\
    Harlan Community Fund,Funders,Neil Ode,,\n\
    The Harlan Community Fund,Funders,,,\n\
    ,Housing,,,\n\
    Space Agency,Space,,,\n";

#[tokio::test]
async fn a_list_is_looked_at_and_then_taken_in_as_a_person_chose() {
    let (app, mut rosa, id) = scene().await;
    let schools = add(&mut rosa, &id, &[("name", "Milbrook Public Schools"), ("sector", "education")]).await;
    let import = format!("/p/{id}/partners/import");
    let form = rosa.get(&import).await.expect_status(200).form("/import");
    let no_table = rosa.upload(form.clone(), "file", b"%PDF-1.7 nothing to see here").await;
    no_table.expect_status(422);
    let no_name = rosa.upload(form.clone(), "file", b"Street,Town\nMain,Milbrook\n").await.expect_status(422);
    no_name.expect_text("We found: Street, Town.");
    let page = rosa.upload(form, "file", LIST.as_bytes()).await.expect_status(200);
    page.expect_text("2 rows have problems")
        .expect_text("Row 5")
        .expect_text("Write what the organization is called.")
        .expect_text("This is not in the list.")
        .expect_text("We don’t know these columns and leave them out: Shoe size.")
        .expect_text("Looks like Milbrook Public Schools: the same name.")
        .expect_text("Looks like Harlan Community Fund (row 3): the same name.");
    rosa.get(&format!("/p/{id}/partners")).await.expect_text("1 partner");
    let form = page.form("/import/confirm");
    assert_eq!((form.value("row.0"), form.value("row.1"), form.value("row.2")), ("skip", "add", "skip"));
    let form = form.set("row.0", &schools);
    let page = rosa.submit(form.clone()).await.expect_status(200);
    page.expect_text("2 rows were imported.").expect_text("2 partners");
    rosa.get(&format!("/p/{id}/partners/{schools}")).await.expect_text("ana@milbrook.org");
    // Sent twice, it adds nothing twice.
    rosa.submit(form).await.expect_status(200).expect_text("2 partners");
    rosa.post(&format!("{import}/confirm"), &[("rows", "bm90aGluZw"), ("row.0", "add")])
        .await
        .expect_status(409);
    let log = log(&app, &id).await;
    assert!(log.contains(&("partners-imported".to_owned(), "2".to_owned())), "{log:?}");
}

#[tokio::test]
async fn a_preview_is_for_one_partnership() {
    let (mut app, mut rosa, id) = scene().await;
    let other = app.partnership(&mut rosa, "Riverside").await;
    let form = rosa.get(&format!("/p/{id}/partners/import")).await.form("/import");
    let page = rosa.upload(form, "file", LIST.as_bytes()).await.expect_status(200);
    let sealed = page.form("/import/confirm").value("rows").to_owned();
    let elsewhere = format!("/p/{other}/partners/import/confirm");
    rosa.post(&elsewhere, &[("rows", &sealed), ("row.0", "add")]).await.expect_status(409);
}

#[tokio::test]
async fn what_was_exported_comes_in_again_as_it_was() {
    let (mut app, mut rosa, id) = scene().await;
    let typed = [
        ("name", "Clínica Núñez"),
        ("kind", "community-health-center"),
        ("website", "clinica.example.org"),
        ("brings", "Visits at home\nTwo rooms"),
        ("funding_power", "low"),
        ("main_name", "Luz Rey"),
        ("main_phone", "+1 206 555 0100"),
        ("main_level", "front_line"),
        ("backup_email", "bea@clinica.example.org"),
    ];
    add(&mut rosa, &id, &typed).await;
    add(&mut rosa, &id, &[("name", "=Eastgate"), ("sector", "other"), ("letters", "Ñ1")]).await;
    let other = app.partnership(&mut rosa, "Riverside").await;
    let first = rosa.get(&format!("/p/{id}/partners.csv")).await.expect_status(200).answer.body;
    let form = rosa.get(&format!("/p/{other}/partners/import")).await.form("/import");
    let page = rosa.upload(form.clone(), "file", &first).await.expect_status(200);
    rosa.submit(page.form("/import/confirm")).await.expect_status(200).expect_text("2 rows were imported.");
    let second = rosa.get(&format!("/p/{other}/partners.csv")).await.expect_status(200).answer.body;
    assert_eq!(String::from_utf8(first), String::from_utf8(second));

    let sheet = rosa.get(&format!("/es/p/{id}/partners.xlsx")).await.expect_status(200).answer.body;
    let page = rosa.upload(form, "file", &sheet).await.expect_status(200);
    page.expect_text("2 rows are good").expect_text("2 of them look like partners that are there already.");
    for template in ["template.csv", "template.xlsx"] {
        rosa.get(&format!("/p/{id}/partners/import/{template}")).await.expect_status(200);
    }
}

#[tokio::test]
async fn all_that_hangs_on_an_organization_moves_when_two_are_made_one() {
    let (mut app, mut rosa, id) = scene().await;
    let thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    drop(thuy);
    let kept =
        add(&mut rosa, &id, &[("name", "Milbrook HA"), ("sector", "housing"), ("places", "Northside")]).await;
    let other = add(
        &mut rosa,
        &id,
        &[
            ("name", "Milbrook Housing Authority"),
            ("kind", "public-housing-authority"),
            ("places", "Eastgate"),
            ("main_name", "Dana"),
        ],
    )
    .await;
    let both = round(&app, &id, 8, false, &[(&kept, 2), (&other, 3)]).await;
    let one = round(&app, &id, 9, true, &[(&other, 4)]).await;
    let answer = response(&app, both, &other).await;
    let (partnership, from, to) = (partnership_id(&id), organization_id(&other), organization_id(&kept));
    let prepared = app.inside().store.write(move |conn| {
        for member in partnerships::members_of(conn, partnership)? {
            let (person, role) = (member.person, member.role);
            partnerships::set_member(conn, partnership, person, role, Some(from), None)?;
        }
        partnerships::set_backbone(conn, partnership, Some(from))?;
        diesel::update(invitations::table)
            .set(invitations::organization_id.eq(Some(Id::from(from))))
            .execute(conn)?;
        diesel::insert_into(steps::table)
            .values((
                steps::id.eq(Id(Uuid::from_u128(1))),
                steps::partnership_id.eq(Id::from(partnership)),
                steps::text.eq("Call"),
                steps::owner_organization.eq(Some(Id::from(from))),
                steps::added_at.eq(1),
            ))
            .execute(conn)
    });
    prepared.await.expect("a scene");

    let merge = format!("/p/{id}/partners/{kept}/merge");
    let form = rosa.get(&merge).await.expect_status(200).form("/merge").set("with", &other);
    let page = rosa.submit(form).await.expect_status(200);
    let form = page.form("/merge");
    assert_eq!((form.value("pick.places"), form.value("pick.name")), ("both", "left"));
    assert_eq!((form.value("pick.main_name"), form.value("pick.kind")), ("right", "right"));
    let page = rosa.submit(form.set("pick.name", "right")).await.expect_status(200);
    assert!(page.url.ends_with(&kept));
    page.expect_text("Milbrook Housing Authority")
        .expect_text("Public housing authority")
        .expect_text("Northside Eastgate")
        .expect_text("Dana")
        .expect_text("Convenes the partnership")
        .expect_text("Rosa Medina, Thuy Tran");
    rosa.get(&format!("/p/{id}/partners/{other}")).await.expect_status(404);

    let found = app.inside().store.read(move |conn| {
        let to = Id::from(to);
        let asked = round_organizations::table
            .order(round_organizations::round_id)
            .select((
                round_organizations::round_id,
                round_organizations::organization_id,
                round_organizations::people_asked,
            ))
            .load::<(Id, Id, i64)>(conn)?;
        let answers =
            responses::table.select((responses::id, responses::organization_id)).load::<(Id, Id)>(conn)?;
        let owner: Option<Id> = steps::table.select(steps::owner_organization).first(conn)?;
        let speak: i64 =
            members::table.filter(members::organization_id.eq(Some(to))).count().get_result(conn)?;
        let invited: i64 =
            invitations::table.filter(invitations::organization_id.eq(Some(to))).count().get_result(conn)?;
        let backbone = partnerships::partnership(conn, partnership)?.and_then(|found| found.backbone);
        Ok((asked, answers, owner, speak, invited, backbone))
    });
    let (asked, answers, owner, speak, invited, backbone) = found.await.expect("a read");
    assert_eq!(asked, [(both, to.into(), 5), (one, to.into(), 4)]);
    assert_eq!(answers, [(answer, to.into())]);
    assert_eq!((owner, speak, invited, backbone), (Some(to.into()), 2, 1, Some(to)));
    let log = log(&app, &id).await;
    assert_eq!(log.last().expect("a line").0, "partners-merged");
}

#[tokio::test]
async fn viewers_see_no_contact_details_and_change_nothing() {
    let (mut app, mut rosa, id) = scene().await;
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    let mut bill = app.join(&mut rosa, &id, "Bill Yates", "viewer").await;
    let typed = [
        ("name", "Eastgate Homes"),
        ("sector", "housing"),
        ("main_name", "Dana Whitfield"),
        ("main_email", "dana@eastgate.org"),
        ("main_phone", "206 555 0100"),
    ];
    let homes = add(&mut rosa, &id, &typed).await;
    let list = format!("/p/{id}/partners");
    for address in [list.clone(), format!("{list}/{homes}"), format!("{list}.csv")] {
        let page = bill.get(&address).await.expect_status(200);
        assert!(page.html.contains("Dana Whitfield"), "{address}");
        assert!(!page.html.contains("dana@eastgate.org") && !page.html.contains("555"), "{address}");
    }
    for address in [format!("{list}/{homes}"), format!("{list}.csv")] {
        let page = thuy.get(&address).await.expect_status(200);
        assert!(page.html.contains("dana@eastgate.org") && page.html.contains("206 555 0100"), "{address}");
    }
    let (own, with) = (format!("{list}/{homes}"), format!("{list}/{homes}/merge?with={homes}"));
    for address in [
        format!("{list}/new"),
        format!("{list}/import"),
        format!("{own}/edit"),
        format!("{own}/removal"),
        with,
    ] {
        bill.get(&address).await.expect_status(403);
    }
    for address in [list.clone(), own.clone(), format!("{own}/removal"), format!("{own}/merge")] {
        bill.post(&address, &[("name", "Eastgate Homes"), ("sector", "other")]).await.expect_status(403);
    }
    let page = bill.get(&list).await;
    assert!(page.links("/partners/new").is_empty() && page.links("/partners/import").is_empty());
}

#[tokio::test]
async fn organizations_of_another_partnership_are_not_there() {
    let (mut app, mut rosa, id) = scene().await;
    let own = add(&mut rosa, &id, &[("name", "Eastgate Homes"), ("sector", "housing")]).await;
    let mut eve = app.sign_in("Eve Stone").await;
    let elsewhere = app.partnership(&mut eve, "Elsewhere").await;
    let theirs = add(&mut eve, &elsewhere, &[("name", "Westgate Homes"), ("sector", "housing")]).await;
    let list = format!("/p/{id}/partners");
    for rest in ["", "/edit", "/removal", "/merge"] {
        rosa.get(&format!("{list}/{theirs}{rest}")).await.expect_status(404);
    }
    rosa.get(&format!("{list}/{own}/merge?with={theirs}")).await.expect_status(404);
    rosa.get(&format!("{list}/{own}/merge?with={own}")).await.expect_status(404);
    let named = [("name", "Westgate Homes"), ("sector", "other"), ("with", own.as_str())];
    for rest in ["", "/removal", "/merge"] {
        rosa.post(&format!("{list}/{theirs}{rest}"), &named).await.expect_status(404);
    }
    rosa.post(&format!("{list}/{own}/merge"), &[("with", theirs.as_str())]).await.expect_status(404);
    eve.get(&format!("/p/{elsewhere}/partners/{theirs}")).await.expect_status(200).expect_text("Housing");
    rosa.get(&format!("{list}/not-an-id")).await.expect_status(404);
}

#[tokio::test]
async fn a_partnership_holds_a_thousand_organizations() {
    let (app, mut rosa, id) = scene().await;
    let (partnership, work) = (partnership_id(&id), app.inside().clone());
    let filled = app.inside().store.write(move |conn| {
        for number in 0..ORGANIZATIONS_MAX {
            let name = format!("Organization {number}");
            let kind = if number % 2 == 0 { "city" } else { "hospital" };
            let contact = if number < 2 { "Ana" } else { "" };
            let typed =
                fields([(Field::Name, name.as_str()), (Field::Kind, kind), (Field::MainName, contact)]);
            let stored = Stored::close(Organization::parse(&typed).expect("good"), &work.seal);
            let own = OrganizationId(Uuid::from_u128(number as u128 + 1));
            queries::add(conn, partnership, own, &stored, crosswalk_names::Timestamp(1))?;
        }
        Ok(())
    });
    filled.await.expect("a crowd");
    let counts = app.inside().store.read(move |conn| {
        Ok((queries::by_sector(conn, partnership)?, queries::resting_on_one(conn, partnership)?))
    });
    let (sectors, alone) = counts.await.expect("a read");
    assert_eq!(sectors, [("health", 500), ("government", 500)]);
    let alone: Vec<(&str, &str)> = alone.iter().map(|(_, name, who)| (name.as_str(), who.as_str())).collect();
    assert_eq!(alone, [("Organization 0", "Ana"), ("Organization 1", "Ana")]);
    rosa.get(&format!("/p/{id}/partners")).await.expect_status(200).expect_text("1,000 partners");
    let typed = [("name", "One more"), ("sector", "other")];
    let page = rosa.post(&format!("/p/{id}/partners"), &typed).await.expect_status(422);
    page.expect_text("A partnership can hold 1,000 partners.");
    let form = rosa.get(&format!("/p/{id}/partners/import")).await.form("/import");
    let page = rosa.upload(form, "file", b"Organization,Sector\nOne more,Other\n").await.expect_status(200);
    page.expect_text("There is room for 0 more partners.");
    let page = rosa.submit(page.form("/import/confirm").set("row.0", "add")).await.expect_status(422);
    page.expect_text("There is room for 0 more partners.");
    assert_eq!(page.form("/import/confirm").value("row.0"), "add");
}
