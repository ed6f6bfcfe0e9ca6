//! Gathers all of a partnership and writes it as one file.

use std::io::{Cursor, Write as _};

use crosswalk_names::{Language, Level, RoundId, Timestamp};
use crosswalk_print::Paper;
use crosswalk_ui::Words;
use zip::write::SimpleFileOptions;

use super::format::{About, Archive, Book, Partner, Person, Round};
use super::{LINES_MAX, queries, tables};
use crate::access::Member;
use crate::accounts::sign_in::address_of;
use crate::error::PageError;
use crate::live::View;
use crate::partnerships::{activity, partners, queries as partnerships};
use crate::rounds::{self, gather, results};
use crate::state::App;
use crate::workbook::{export as books, prints};

/// All of a partnership, and its workbooks in the order of [`Archive::workbooks`].
struct Gathered {
    archive: Archive,
    views: Vec<View>,
    rounds: Vec<results::Closed>,
}

/// The file. `language` is the one of its tables and prints.
pub async fn file(app: &App, member: &Member, language: Language) -> Result<Vec<u8>, PageError> {
    let Gathered { archive, views, rounds } = gather(app, member).await?;
    let words = Words::of(language);
    let now = archive.exported_at;
    let mut parts: Vec<(String, Vec<u8>)> = vec![("README.txt".to_owned(), words.t("archive-readme").into())];
    let json = serde_json::to_vec_pretty(&archive).map_err(|error| PageError::internal(&error))?;
    parts.push((Archive::NAME.to_owned(), json));
    for (book, view) in archive.workbooks.iter().zip(views) {
        let stem = book.name.trim_end_matches(".json");
        let json = serde_json::to_vec_pretty(&books::of(&view, now));
        parts.push((book.name.clone(), json.map_err(|error| PageError::internal(&error))?));
        let Some(checklist) = app.checklist(&view, language) else { continue };
        let table = crosswalk_checklist::to_csv(&checklist, &view.workbook);
        parts.push((format!("{stem}.csv"), table.into_bytes()));
        let print = prints::Print {
            checklist,
            workbook: view.workbook,
            individual: view.individual,
            paper: Paper::Letter,
            blank: false,
            link: None,
        };
        parts.push((format!("{stem}.pdf"), prints::pdf(app, print).await?));
    }
    for (number, closed) in (1..).zip(&rounds) {
        let Ok(checklist) = results::checklist_of(app, &closed.round, language) else { continue };
        let table = results::table::to_csv(&checklist, &closed.published);
        parts.push((format!("rounds/{number}.csv"), table.into_bytes()));
        let print = results::prints::pdf(app, &member.partnership, closed, language, Paper::Letter).await?;
        parts.push((format!("rounds/{number}.pdf"), print));
    }
    let id = member.id();
    let (organizations, log) =
        app.store.read(move |conn| Ok((partners::queries::all(conn, id)?, activity::all(conn, id)?))).await?;
    let organizations: Vec<_> = organizations.into_iter().map(|row| row.stored.open(&app.seal)).collect();
    for (name, table) in [
        ("organizations.csv", crosswalk_partners::to_csv(&organizations, language)),
        ("people.csv", tables::people(&archive)),
        ("next-steps.csv", tables::steps(&archive)),
        ("agenda.csv", tables::agenda(&archive)),
        ("evidence.csv", tables::evidence(&archive)),
        ("meetings.csv", tables::meetings(&archive)),
        ("activity.csv", activity::to_csv(words, log)),
    ] {
        parts.push((name.to_owned(), table.into_bytes()));
    }
    let zipped = tokio::task::spawn_blocking(move || zip(&parts)).await;
    zipped.map_err(|error| PageError::internal(&error))?.map_err(|error| PageError::internal(&error))
}

fn zip(parts: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

async fn gather(app: &App, member: &Member) -> Result<Gathered, PageError> {
    let (id, now) = (member.id(), app.clock.now());
    let own = app.store.read(move |conn| partnerships::workbooks_of(conn, id)).await?;
    let (mut books, mut views) = (Vec::new(), Vec::new());
    for workbook in own {
        let Ok(view) = app.live.view(workbook.id).await else { continue };
        if view.deleted_at.is_some() {
            continue;
        }
        let name = match books.len() {
            0 => "workbook.json".to_owned(),
            more => format!("workbooks/{}.json", more + 1),
        };
        let snapshots = app.store.read(move |conn| queries::snapshots(conn, workbook.id)).await?;
        books.push(Book { name, is_team: workbook.is_team, snapshots });
        views.push(view);
    }
    let mut closed = Vec::new();
    for round in app.store.read(move |conn| rounds::queries::rounds_of(conn, id)).await?.into_iter().rev() {
        if let Some(published) = gather::published(app, &round).await? {
            closed.push(results::Closed { round, published });
        }
    }
    let ids: Vec<RoundId> = closed.iter().map(|one| one.round.id).collect();
    let seal = app.clone();
    let archive = app
        .store
        .read(move |conn| {
            let partners = partners::queries::all(conn, id)?.into_iter();
            let asked = ids
                .iter()
                .map(|round| Ok((queries::opened_by(conn, *round)?, queries::asked(conn, *round)?)))
                .collect::<diesel::QueryResult<Vec<_>>>()?;
            let partner = |row: partners::queries::Row| Partner {
                id: row.id,
                fields: row
                    .stored
                    .open(&seal.seal)
                    .to_fields()
                    .into_iter()
                    .map(|(field, text)| (field.word().to_owned(), text))
                    .collect(),
            };
            let person = |row: partnerships::MemberRow| Person {
                id: row.person,
                name: row.name,
                email: address_of(&seal, row.email_sealed.as_deref()).map(|address| address.to_string()),
                language: row.language,
                role: row.role.word().to_owned(),
                organization: row.organization,
                level: row.level.and_then(|word| word.parse::<Level>().ok()),
                since: row.joined_at,
            };
            let lines = i64::try_from(LINES_MAX).unwrap_or(i64::MAX);
            let archive = Archive {
                format: Archive::FORMAT.to_owned(),
                version: Archive::VERSION,
                exported_at: now,
                partnership: About::default(),
                organizations: partners.map(partner).collect(),
                people: partnerships::members_of(conn, id)?.into_iter().map(person).collect(),
                workbooks: Vec::new(),
                rounds: Vec::new(),
                meetings: queries::meetings(conn, id, now)?,
                steps: queries::steps(conn, id)?,
                agenda: queries::agenda(conn, id)?,
                evidence: queries::evidence(conn, id)?,
                activity: queries::activity(conn, id, lines)?,
            };
            Ok((archive, asked))
        })
        .await?;
    let (archive, asked) = archive;
    let rounds = closed.iter().zip(asked).map(|(one, (opened_by, asked))| round(one, opened_by, asked, now));
    let archive =
        Archive { partnership: about(member), workbooks: books, rounds: rounds.collect(), ..archive };
    Ok(Gathered { archive, views, rounds: closed })
}

fn about(member: &Member) -> About {
    let partnership = &member.partnership;
    About {
        name: partnership.name.clone(),
        community: partnership.community.clone(),
        places: partnership.places.clone(),
        purpose: partnership.purpose.clone(),
        languages: partnership.languages.clone(),
        color: partnership.color.clone(),
        backbone: partnership.backbone,
        since: partnership.created_at,
    }
}

fn round(
    closed: &results::Closed,
    opened_by: Option<crosswalk_names::PersonId>,
    asked: Vec<(crosswalk_names::OrganizationId, u32)>,
    now: Timestamp,
) -> Round {
    let of = &closed.round;
    let mut results = closed.published.clone();
    for comment in &mut results.comments {
        // Whose a comment is stays in the store.
        comment.part = None;
    }
    Round {
        name: of.name.clone(),
        checklist: of.checklist.0.clone(),
        version: of.checklist.1.clone(),
        names: of.names.clone(),
        people_min: of.people_min,
        opened_by,
        opened_at: of.opened_at,
        closes_at: of.closes_at,
        closed_at: of.closed_at.unwrap_or(now),
        asked,
        results,
    }
}
