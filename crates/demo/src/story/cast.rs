//! The people.

use crosswalk_names::Language::{self, En, Es};

use super::Person;

const fn person_of(
    name: &'static str,
    email: &'static str,
    role: &'static str,
    organization: &'static str,
    level: &'static str,
    language: Language,
    phone: bool,
) -> Person {
    Person { name, email, role, organization, level, language, phone }
}

/// Everybody, the founder first.
#[rustfmt::skip] // one line each
pub const CAST: [Person; 15] = [
    person_of("Rosa Medina", "rosa.medina@bridgeway.example", "steward", "Bridgeway Collective", "program", En, false),
    person_of("Marcus Bell", "marcus.bell@milbrook-schools.example", "steward", "Milbrook Public Schools", "program", En, false),
    person_of("Dana Whitfield", "dana.whitfield@milbrook-housing.example", "member", "Milbrook Housing Authority", "executive", En, false),
    person_of("Carla Núñez", "carla.nunez@eastgate-homes.example", "member", "Eastgate Community Homes", "front_line", Es, true),
    person_of("Bea Wong", "bea.wong@county-coc.example", "member", "County Continuum of Care", "program", En, false),
    person_of("Ana Ruiz", "ana.ruiz@milbrook-schools.example", "member", "Milbrook Public Schools", "front_line", En, true),
    person_of("Joy Kim", "joy.kim@afterschool.example", "member", "After-School Alliance", "executive", En, false),
    person_of("Thuy Tran", "thuy.tran@northside-tenants.example", "member", "Northside Tenants Council", "front_line", En, true),
    person_of("Bill Yates", "bill.yates@northside-tenants.example", "member", "Northside Tenants Council", "front_line", En, true),
    person_of("Mai Vang", "mai.vang@northside-tenants.example", "member", "Northside Tenants Council", "front_line", En, true),
    person_of("Luz Rey", "luz.rey@garfield-parents.example", "member", "Parents of Garfield School", "front_line", Es, true),
    person_of("Ivy Cole", "ivy.cole@garfield-parents.example", "member", "Parents of Garfield School", "front_line", En, true),
    person_of("Lena Ortiz", "lena.ortiz@riverside-health.example", "member", "Riverside Family Health", "executive", En, false),
    person_of("Kit Moss", "kit.moss@milbrook-city.example", "member", "City Office of Neighborhoods", "program", En, false),
    person_of("Neil Ode", "neil.ode@harlan-fund.example", "viewer", "Harlan Community Fund", "executive", En, false),
];

/// The person with a name.
pub fn person(name: &str) -> Option<&'static Person> {
    CAST.iter().find(|person| person.name == name)
}
