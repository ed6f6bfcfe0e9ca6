//! Made-up organizations for the gallery.

use crosswalk_names::OrganizationId;
use crosswalk_partners::{Field, Organization, fields};

/// Name, letters, kind, what they bring, power to decide, main contact, backup contact.
#[rustfmt::skip] // one line each
const PARTNERS: [[&str; 7]; 11] = [
    ["After-School Alliance", "AS", "after-school-provider", "Runs programs on site", "medium", "Joy Kim", "Sam Lee"],
    ["Bridgeway Collective", "BW", "backbone-organization", "Runs the partnership", "medium", "Rosa Medina", "Marcus Bell"],
    ["City Office of Neighborhoods", "CM", "city", "Helps with permits and rules", "high", "Kit Moss", "Al Dunn"],
    ["County Continuum of Care", "CC", "continuum-of-care", "Finds families without homes", "medium", "Bea Wong", ""],
    ["Eastgate Community Homes", "EC", "nonprofit-housing-owner", "Hosts after-school rooms", "low", "Dana Whitfield", ""],
    ["Harlan Community Fund", "HF", "community-foundation", "Pays for two staff", "high", "Neil Ode", "Pat Hart"],
    ["Milbrook Housing Authority", "MH", "public-housing-authority", "Shares address data", "high", "Dana Whitfield", ""],
    ["Milbrook Public Schools", "MS", "school-district", "Shares attendance data", "high", "Marcus Bell", "Ana Ruiz"],
    ["Northside Tenants Council", "NT", "tenants-association", "Brings resident voice", "low", "Thuy Tran", "Bill Yates"],
    ["Parents of Garfield School", "PP", "parents-association", "Brings parent voice", "low", "Ivy Cole", "Luz Rey"],
    ["Riverside Family Health", "RH", "community-health-center", "Checks on missed days", "medium", "Lena Ortiz", ""],
];

fn organization([name, letters, kind, brings, power, main, backup]: [&str; 7]) -> Organization {
    let typed = [
        (Field::Name, name),
        (Field::Letters, letters),
        (Field::Kind, kind),
        (Field::Website, "milbrook.example"),
        (Field::Brings, brings),
        (Field::DecisionPower, power),
        (Field::Populations, "Families with children in grades K-5"),
        (Field::Places, "Northside\nEastgate"),
        (Field::MainName, main),
        (Field::MainJob, "Director"),
        (Field::MainEmail, "hello@milbrook.example"),
        (Field::MainPhone, "(206) 555-0100"),
        (Field::MainLevel, "executive"),
        (Field::BackupName, backup),
    ];
    Organization::parse(&fields(typed)).expect("the samples are good organizations")
}

/// The id of the sample with this number.
pub fn id(number: usize) -> OrganizationId {
    OrganizationId(uuid::Uuid::from_u128(number as u128 + 1))
}

/// Eleven of them, by name.
pub fn organizations() -> Vec<Organization> {
    PARTNERS.into_iter().map(organization).collect()
}

/// As many as a busy partnership has, with long names.
pub fn crowd() -> Vec<Organization> {
    let names = [
        "Interfaith Council for Children and Families of Milbrook and the Towns along the River",
        "Milbrook",
        "Parents Association of the Dr. Martin Luther King Jr. Elementary School for Science and the Arts",
    ];
    let kinds = ["faith-organization", "other", "parents-association"];
    (0..60)
        .map(|number| {
            let name = format!("{} {}", names[number % 3], number + 1);
            let brings =
                "Rooms, trust, and people who speak the languages that families speak at home. ".repeat(6);
            let backup = if number % 2 == 0 { "" } else { "María de los Ángeles Fernández-Villalobos" };
            organization([
                &name,
                "",
                kinds[number % 3],
                &brings,
                "low",
                "Maximiliano Bartholomew-Fitzgerald",
                backup,
            ])
        })
        .collect()
}
