//! The part of public life that an organization works in.

use crate::choice::choice;

choice!(
    /// The part of public life that an organization works in; it gives the color and shape of the chip.
    Sector, "sector":
    /// Homes: authorities, owners, developers.
    Housing = "housing",
    /// Schools, colleges and early learning.
    Education = "education",
    /// Residents and community: groups of the people concerned.
    Residents = "residents",
    /// Hospitals, clinics, public health.
    Health = "health",
    /// City, county, state and tribal offices.
    Government = "government",
    /// Who pays: foundations, banks, businesses.
    Funders = "funders",
    /// Everybody else, and those who hold the partnership together.
    Other = "other",
);
