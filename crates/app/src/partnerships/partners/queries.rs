//! Statements about organizations and their contacts.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_names::{OrganizationId, PartnershipId, Timestamp, WorkbookId};
use crosswalk_partners::{Contact, Kind, Letters, Level, Organization, Power, Sector};
use crosswalk_store::schema::{
    contacts, invitations, members, organizations, partnerships, responses, round_organizations, rounds,
    steps,
};
use crosswalk_store::{Connection, Id};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::seal::Seal;

/// How a contact is reached: what rests sealed.
#[derive(Serialize, Deserialize, Default)]
struct Reach {
    email: String,
    phone: String,
}

/// An organization as it rests. How to reach its contacts is sealed, and only [`Stored::open`] shows it.
#[derive(Clone)]
pub struct Stored {
    /// Without mail addresses and phone numbers.
    pub organization: Organization,
    main: Option<Vec<u8>>,
    backup: Option<Vec<u8>>,
}

impl Stored {
    /// Seals how its contacts are reached.
    pub fn close(mut organization: Organization, seal: &Seal) -> Self {
        let take = |contact: &mut Option<Contact>| {
            contact.as_mut().map(|contact| {
                let email = std::mem::take(&mut contact.email);
                let phone = std::mem::take(&mut contact.phone);
                seal.close(&Reach { email, phone })
            })
        };
        let main = take(&mut organization.main);
        let backup = take(&mut organization.backup);
        Self { organization, main, backup }
    }

    /// The whole organization, for those who may see how its contacts are reached. What was sealed with another secret
    /// is left out.
    pub fn open(self, seal: &Seal) -> Organization {
        let Self { mut organization, main, backup } = self;
        for (contact, sealed) in [(&mut organization.main, main), (&mut organization.backup, backup)] {
            if let (Some(contact), Some(sealed)) = (contact, sealed) {
                let reach: Reach = seal.open(&sealed).unwrap_or_default();
                (contact.email, contact.phone) = (reach.email, reach.phone);
            }
        }
        organization
    }
}

/// One organization of a partnership.
#[derive(Clone)]
pub struct Row {
    /// Its id.
    pub id: OrganizationId,
    /// What is known of it.
    pub stored: Stored,
}

type Columns = (
    (Id, String, String, String, String, String, String),
    (String, Option<String>, Option<String>, String, String, String),
);
type Selection = (
    (
        organizations::id,
        organizations::name,
        organizations::letters,
        organizations::sector,
        organizations::kind,
        organizations::website,
        organizations::mission,
    ),
    (
        organizations::brings,
        organizations::decision_power,
        organizations::funding_power,
        organizations::populations,
        organizations::places,
        organizations::existing_partnerships,
    ),
);
const ORGANIZATION: Selection = (
    (
        organizations::id,
        organizations::name,
        organizations::letters,
        organizations::sector,
        organizations::kind,
        organizations::website,
        organizations::mission,
    ),
    (
        organizations::brings,
        organizations::decision_power,
        organizations::funding_power,
        organizations::populations,
        organizations::places,
        organizations::existing_partnerships,
    ),
);

fn row(((id, name, letters, sector, kind, website, mission), rest): Columns) -> Row {
    let (brings, decision_power, funding_power, populations, places, existing_partnerships) = rest;
    let organization = Organization {
        name,
        letters: letters.parse().ok(),
        sector: sector.parse().unwrap_or(Sector::Other),
        kind: kind.parse().ok(),
        website,
        mission,
        brings,
        decision_power: decision_power.and_then(|word| word.parse().ok()),
        funding_power: funding_power.and_then(|word| word.parse().ok()),
        populations,
        places,
        existing_partnerships,
        main: None,
        backup: None,
    };
    Row { id: id.into(), stored: Stored { organization, main: None, backup: None } }
}

/// Organization, place, name, job title, level, sealed.
type ContactColumns = (Id, String, String, String, Option<String>, Vec<u8>);

fn put_contact(stored: &mut Stored, (_, place, name, job, level, sealed): ContactColumns) {
    let level = level.and_then(|word| word.parse().ok());
    let contact = Contact { name, job, level, ..Contact::default() };
    if place == MAIN {
        (stored.organization.main, stored.main) = (Some(contact), Some(sealed));
    } else {
        (stored.organization.backup, stored.backup) = (Some(contact), Some(sealed));
    }
}

/// The places of contacts.
const MAIN: &str = "main";
const BACKUP: &str = "backup";

/// A partnership's organizations, by name as people sort them: without case and accents.
pub fn all(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<Row>> {
    let mut rows: BTreeMap<Id, Row> = organizations::table
        .filter(organizations::partnership_id.eq(Id::from(partnership)))
        .select(ORGANIZATION)
        .load::<Columns>(conn)?
        .into_iter()
        .map(|columns| (columns.0.0, row(columns)))
        .collect();
    let contacts = contacts::table
        .inner_join(organizations::table)
        .filter(organizations::partnership_id.eq(Id::from(partnership)))
        .select((
            contacts::organization_id,
            contacts::place,
            contacts::name,
            contacts::job_title,
            contacts::level,
            contacts::sealed,
        ))
        .load::<ContactColumns>(conn)?;
    for contact in contacts {
        if let Some(row) = rows.get_mut(&contact.0) {
            put_contact(&mut row.stored, contact);
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by_cached_key(|row| (crosswalk_partners::fold(&row.stored.organization.name), row.id));
    Ok(rows)
}

/// One organization of a partnership.
pub fn one(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: OrganizationId,
) -> QueryResult<Option<Stored>> {
    let found = organizations::table
        .filter(organizations::partnership_id.eq(Id::from(partnership)))
        .filter(organizations::id.eq(Id::from(id)))
        .select(ORGANIZATION)
        .first::<Columns>(conn)
        .optional()?;
    let Some(columns) = found else { return Ok(None) };
    let mut stored = row(columns).stored;
    let contacts = contacts::table
        .filter(contacts::organization_id.eq(Id::from(id)))
        .select((
            contacts::organization_id,
            contacts::place,
            contacts::name,
            contacts::job_title,
            contacts::level,
            contacts::sealed,
        ))
        .load::<ContactColumns>(conn)?;
    for contact in contacts {
        put_contact(&mut stored, contact);
    }
    Ok(Some(stored))
}

/// How many organizations a partnership has.
pub fn count(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<usize> {
    let count: i64 = organizations::table
        .filter(organizations::partnership_id.eq(Id::from(partnership)))
        .count()
        .get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The letters of a partnership's organizations, but for those of `except`.
pub fn letters(
    conn: &mut Connection,
    partnership: PartnershipId,
    except: &[OrganizationId],
) -> QueryResult<BTreeSet<Letters>> {
    let rows = organizations::table
        .filter(organizations::partnership_id.eq(Id::from(partnership)))
        .select((organizations::id, organizations::letters))
        .load::<(Id, String)>(conn)?;
    let others = rows.into_iter().filter(|(id, _)| !except.contains(&OrganizationId::from(*id)));
    Ok(others.filter_map(|(_, letters)| letters.parse().ok()).collect())
}

/// Whether an id is taken, by whichever partnership.
pub fn is_taken(conn: &mut Connection, id: OrganizationId) -> QueryResult<bool> {
    let found: i64 = organizations::table.find(Id::from(id)).count().get_result(conn)?;
    Ok(found > 0)
}

/// Adds an organization.
pub fn add(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: OrganizationId,
    stored: &Stored,
    now: Timestamp,
) -> QueryResult<()> {
    let new = &stored.organization;
    diesel::insert_into(organizations::table)
        .values((
            (
                organizations::id.eq(Id::from(id)),
                organizations::partnership_id.eq(Id::from(partnership)),
                organizations::name.eq(&new.name),
                organizations::letters.eq(letters_of(new)),
                organizations::sector.eq(new.sector.word()),
                organizations::kind.eq(new.kind.map_or("", Kind::word)),
                organizations::website.eq(&new.website),
                organizations::mission.eq(&new.mission),
            ),
            (
                organizations::brings.eq(&new.brings),
                organizations::decision_power.eq(new.decision_power.map(Power::word)),
                organizations::funding_power.eq(new.funding_power.map(Power::word)),
                organizations::populations.eq(&new.populations),
                organizations::places.eq(&new.places),
                organizations::existing_partnerships.eq(&new.existing_partnerships),
                organizations::created_at.eq(now.0),
                organizations::changed_at.eq(now.0),
            ),
        ))
        .execute(conn)?;
    set_contacts(conn, id, stored)
}

/// Changes an organization. False when the partnership has none of this id.
pub fn change(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: OrganizationId,
    stored: &Stored,
    now: Timestamp,
) -> QueryResult<bool> {
    let new = &stored.organization;
    let own = organizations::table
        .filter(organizations::id.eq(Id::from(id)))
        .filter(organizations::partnership_id.eq(Id::from(partnership)));
    let rows = diesel::update(own)
        .set((
            (
                organizations::name.eq(&new.name),
                organizations::letters.eq(letters_of(new)),
                organizations::sector.eq(new.sector.word()),
                organizations::kind.eq(new.kind.map_or("", Kind::word)),
                organizations::website.eq(&new.website),
                organizations::mission.eq(&new.mission),
            ),
            (
                organizations::brings.eq(&new.brings),
                organizations::decision_power.eq(new.decision_power.map(Power::word)),
                organizations::funding_power.eq(new.funding_power.map(Power::word)),
                organizations::populations.eq(&new.populations),
                organizations::places.eq(&new.places),
                organizations::existing_partnerships.eq(&new.existing_partnerships),
                organizations::changed_at.eq(now.0),
            ),
        ))
        .execute(conn)?;
    if rows == 1 {
        set_contacts(conn, id, stored)?;
    }
    Ok(rows == 1)
}

fn letters_of(organization: &Organization) -> String {
    organization.letters.map(String::from).unwrap_or_default()
}

fn set_contacts(conn: &mut Connection, id: OrganizationId, stored: &Stored) -> QueryResult<()> {
    diesel::delete(contacts::table.filter(contacts::organization_id.eq(Id::from(id)))).execute(conn)?;
    let places = [
        (MAIN, &stored.organization.main, &stored.main),
        (BACKUP, &stored.organization.backup, &stored.backup),
    ];
    for (place, contact, sealed) in places {
        let (Some(contact), Some(sealed)) = (contact, sealed) else { continue };
        diesel::insert_into(contacts::table)
            .values((
                contacts::organization_id.eq(Id::from(id)),
                contacts::place.eq(place),
                contacts::name.eq(&contact.name),
                contacts::job_title.eq(&contact.job),
                contacts::level.eq(contact.level.map(Level::word)),
                contacts::sealed.eq(sealed),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// What hangs on an organization and is lost or loosened when it is removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ties {
    /// People who speak for it.
    pub members: usize,
    /// Open rounds that ask it.
    pub open_rounds: usize,
    /// Its people's own copies in open rounds.
    pub open_answers: usize,
    /// Next steps that it owns.
    pub steps: usize,
}

/// What hangs on an organization.
pub fn ties(conn: &mut Connection, partnership: PartnershipId, id: OrganizationId) -> QueryResult<Ties> {
    let size = |count: i64| usize::try_from(count).unwrap_or_default();
    let (own, all) = (Id::from(id), Id::from(partnership));
    let members: i64 = members::table
        .filter(members::partnership_id.eq(all))
        .filter(members::organization_id.eq(Some(own)))
        .count()
        .get_result(conn)?;
    let open_rounds: i64 = round_organizations::table
        .inner_join(rounds::table)
        .filter(rounds::partnership_id.eq(all))
        .filter(rounds::closed_at.is_null())
        .filter(round_organizations::organization_id.eq(own))
        .count()
        .get_result(conn)?;
    let open_answers: i64 = responses::table
        .inner_join(rounds::table)
        .filter(rounds::partnership_id.eq(all))
        .filter(rounds::closed_at.is_null())
        .filter(responses::organization_id.eq(own))
        .count()
        .get_result(conn)?;
    let steps: i64 = steps::table
        .filter(steps::partnership_id.eq(all))
        .filter(steps::owner_organization.eq(Some(own)))
        .count()
        .get_result(conn)?;
    Ok(Ties {
        members: size(members),
        open_rounds: size(open_rounds),
        open_answers: size(open_answers),
        steps: size(steps),
    })
}

/// The documents that go with an organization: its people's own copies in rounds.
pub fn copies(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: OrganizationId,
) -> QueryResult<Vec<WorkbookId>> {
    let copies = responses::table
        .inner_join(rounds::table)
        .filter(rounds::partnership_id.eq(Id::from(partnership)))
        .filter(responses::organization_id.eq(Id::from(id)))
        .select(responses::workbook_id)
        .load::<Id>(conn)?;
    Ok(copies.into_iter().map(Into::into).collect())
}

/// Removes an organization. Its members speak for nobody then, and it no longer convenes. The documents of [`copies`]
/// are left to the caller.
pub fn remove(conn: &mut Connection, partnership: PartnershipId, id: OrganizationId) -> QueryResult<bool> {
    let (own, all) = (Id::from(id), Id::from(partnership));
    diesel::update(partnerships::table.find(all).filter(partnerships::backbone_id.eq(Some(own))))
        .set(partnerships::backbone_id.eq(None::<Id>))
        .execute(conn)?;
    let row = organizations::table.find(own).filter(organizations::partnership_id.eq(all));
    Ok(diesel::delete(row).execute(conn)? == 1)
}

/// Gives all that hangs on `other` to `kept`, and removes `other`. In a round that asks both, the people asked are added
/// up. Both belong to the partnership.
pub fn merge(
    conn: &mut Connection,
    partnership: PartnershipId,
    kept: OrganizationId,
    other: OrganizationId,
) -> QueryResult<()> {
    let (to, from, all) = (Id::from(kept), Id::from(other), Id::from(partnership));
    diesel::update(members::table.filter(members::organization_id.eq(Some(from))))
        .set(members::organization_id.eq(Some(to)))
        .execute(conn)?;
    diesel::update(invitations::table.filter(invitations::organization_id.eq(Some(from))))
        .set(invitations::organization_id.eq(Some(to)))
        .execute(conn)?;
    diesel::update(steps::table.filter(steps::owner_organization.eq(Some(from))))
        .set(steps::owner_organization.eq(Some(to)))
        .execute(conn)?;
    diesel::update(responses::table.filter(responses::organization_id.eq(from)))
        .set(responses::organization_id.eq(to))
        .execute(conn)?;
    let asked = round_organizations::table
        .filter(round_organizations::organization_id.eq(from))
        .select((round_organizations::round_id, round_organizations::people_asked))
        .load::<(Id, i64)>(conn)?;
    for (round, people) in asked {
        let there: Option<i64> = round_organizations::table
            .find((round, to))
            .select(round_organizations::people_asked)
            .first(conn)
            .optional()?;
        match there {
            Some(before) => diesel::update(round_organizations::table.find((round, to)))
                .set(round_organizations::people_asked.eq(before + people))
                .execute(conn)?,
            None => diesel::insert_into(round_organizations::table)
                .values((
                    round_organizations::round_id.eq(round),
                    round_organizations::organization_id.eq(to),
                    round_organizations::people_asked.eq(people),
                ))
                .execute(conn)?,
        };
    }
    diesel::update(partnerships::table.find(all).filter(partnerships::backbone_id.eq(Some(from))))
        .set(partnerships::backbone_id.eq(Some(to)))
        .execute(conn)?;
    diesel::delete(organizations::table.find(from).filter(organizations::partnership_id.eq(all)))
        .execute(conn)?;
    Ok(())
}

/// How many organizations of each sector a partnership has: the word of each sector that has any, in the order of
/// [`Sector::ALL`].
pub fn by_sector(
    conn: &mut Connection,
    partnership: PartnershipId,
) -> QueryResult<Vec<(&'static str, usize)>> {
    let sectors = organizations::table
        .filter(organizations::partnership_id.eq(Id::from(partnership)))
        .select(organizations::sector)
        .load::<String>(conn)?;
    let count = |sector: Sector| sectors.iter().filter(|word| *word == sector.word()).count();
    let counts = Sector::ALL.map(|sector| (sector.word(), count(sector)));
    Ok(counts.into_iter().filter(|(_, count)| *count > 0).collect())
}

/// Organizations that hang on one person: they have a main contact and no backup. Id, name, and the contact's name,
/// which may be empty; by name.
pub fn resting_on_one(
    conn: &mut Connection,
    partnership: PartnershipId,
) -> QueryResult<Vec<(OrganizationId, String, String)>> {
    let rows = all(conn, partnership)?;
    let alone = rows.into_iter().filter_map(|row| {
        let Organization { name, main, backup: None, .. } = row.stored.organization else { return None };
        Some((row.id, name, main?.name))
    });
    Ok(alone.collect())
}
