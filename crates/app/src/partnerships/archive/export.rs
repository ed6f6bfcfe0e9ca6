//! Gathers all of a partnership and writes it as one file.

use std::io::{Cursor, Write as _};

use crosswalk_names::{Language, Level, OrganizationId, PersonId, Timestamp};
use crosswalk_partners::Organization;
use crosswalk_print::Paper;
use crosswalk_store::Connection;
use crosswalk_ui::Words;
use zip::write::SimpleFileOptions;

use super::format::{About, Archive, Book, Partner, Person, Round, Snapshot};
use super::{queries, tables};
use crate::access::Member;
use crate::accounts::sign_in::address_of;
use crate::error::PageError;
use crate::live::View;
use crate::partnerships::queries::{self as partnerships, PartnershipWorkbook};
use crate::partnerships::{activity, partners};
use crate::rounds::queries::AskedRow;
use crate::rounds::{self, gather, results};
use crate::state::App;
use crate::workbook::queries::newest_snapshots;
use crate::workbook::{export as books, prints};

/// All of a partnership, as of one moment but for what its workbooks hold.
struct Gathered {
    archive: Archive,
    /// In the order of [`Archive::workbooks`].
    views: Vec<View>,
    /// In the order of [`Archive::rounds`].
    rounds: Vec<results::Closed>,
    organizations: Vec<Organization>,
    log: Vec<activity::ActivityRow>,
}

/// The file. `language` is the one of its tables and prints.
pub async fn file(app: &App, member: &Member, language: Language) -> Result<Vec<u8>, PageError> {
    let Gathered { archive, views, rounds, organizations, log } = gather(app, member).await?;
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
    let (id, now, about) = (member.id(), app.clock.now(), about(member));
    let own = app.store.read(move |conn| partnerships::workbooks_of(conn, id)).await?;
    let (mut kept, mut views) = (Vec::new(), Vec::new());
    for workbook in own {
        if let Ok(view) = app.live.view(workbook.id).await
            && view.deleted_at.is_none()
        {
            kept.push(workbook);
            views.push(view);
        }
    }
    let work = app.clone();
    let gathered = app.store.read_stale(move |conn| {
        let (mut closed, mut archived) = (Vec::new(), Vec::new());
        for round in rounds::queries::rounds_of(conn, id)?.into_iter().rev() {
            let Some(published) = gather::kept(conn, round.id)? else { continue };
            let opened_by = queries::opened_by(conn, round.id)?;
            let asked = rounds::queries::asked(conn, round.id)?;
            let one = results::Closed { round, published };
            archived.push(archived_round(&one, opened_by, asked, now));
            closed.push(one);
        }
        let rows = partners::queries::all(conn, id)?;
        let ids: Vec<OrganizationId> = rows.iter().map(|row| row.id).collect();
        let organizations: Vec<Organization> =
            rows.into_iter().map(|row| row.stored.open(&work.seal)).collect();
        let lines = i64::try_from(activity::LINES_MAX).unwrap_or(i64::MAX);
        let archive = Archive {
            format: Archive::FORMAT.to_owned(),
            version: Archive::VERSION,
            exported_at: now,
            partnership: about.clone(),
            organizations: ids.into_iter().zip(&organizations).map(|(id, one)| partner(id, one)).collect(),
            people: partnerships::members_of(conn, id)?.into_iter().map(|row| person(&work, row)).collect(),
            workbooks: books_of(conn, &kept)?,
            rounds: archived,
            meetings: queries::meetings(conn, id, now)?,
            steps: queries::steps(conn, id)?,
            agenda: queries::agenda(conn, id)?,
            evidence: queries::evidence(conn, id)?,
            activity: queries::activity(conn, id, lines)?,
        };
        Ok((archive, closed, organizations, activity::all(conn, id)?))
    });
    let (archive, rounds, organizations, log) = gathered.await?;
    Ok(Gathered { archive, views, rounds, organizations, log })
}

fn books_of(conn: &mut Connection, kept: &[PartnershipWorkbook]) -> diesel::QueryResult<Vec<Book>> {
    let mut books = Vec::new();
    for (number, workbook) in (1..).zip(kept) {
        let snapshots = newest_snapshots(conn, workbook.id, i64::MAX)?.into_iter();
        books.push(Book {
            name: if number == 1 { "workbook.json".to_owned() } else { format!("workbooks/{number}.json") },
            is_team: workbook.is_team,
            snapshots: snapshots
                .map(|(row, workbook)| Snapshot { name: row.name, at: row.at, author: row.author, workbook })
                .collect(),
        });
    }
    Ok(books)
}

fn partner(id: OrganizationId, organization: &Organization) -> Partner {
    let fields = organization.to_fields().into_iter();
    Partner { id, fields: fields.map(|(field, text)| (field.word().to_owned(), text)).collect() }
}

fn person(app: &App, row: partnerships::MemberRow) -> Person {
    Person {
        id: row.person,
        name: row.name,
        email: address_of(app, row.email_sealed.as_deref()).map(|address| address.to_string()),
        language: row.language,
        role: row.role.word().to_owned(),
        organization: row.organization,
        level: row.level.and_then(|word| word.parse::<Level>().ok()),
        since: row.joined_at,
    }
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

fn archived_round(
    closed: &results::Closed,
    opened_by: Option<PersonId>,
    asked: Vec<AskedRow>,
    now: Timestamp,
) -> Round {
    let of = &closed.round;
    let rule = gather::rule_of(of);
    let mut results = closed.published.clone();
    for comment in &mut results.comments {
        // Whose a comment is stays in the store.
        comment.part = None;
    }
    Round {
        name: of.name.clone(),
        checklist: of.checklist.0.clone(),
        version: of.checklist.1.clone(),
        names: rule.names,
        people_min: rule.people_min,
        opened_by,
        opened_at: of.opened_at,
        closes_at: of.closes_at,
        closed_at: of.closed_at.unwrap_or(now),
        asked: asked.into_iter().map(|row| (row.organization, row.people)).collect(),
        results,
    }
}
