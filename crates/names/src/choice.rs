//! Answers to choose from, each with the word that stands for it in files, forms and columns.

/// Why a text is none of the words of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is none of the words to choose from")]
pub struct UnknownChoice;

/// An enum whose variants have a wire word each, and a key for their label in `content/words`.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident, $prefix:literal: $($(#[$what:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$what])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one, in the order in which they are offered.
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$variant),+];

            /// The word in files and forms.
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            #[doc = concat!("The key of the label: `", $prefix, "-` and the word, with hyphens.")]
            pub fn label_key(self) -> String {
                format!("{}-{}", $prefix, self.word().replace('_', "-"))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownChoice;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|one| one.word() == text).ok_or($crate::UnknownChoice)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

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

choice!(
    /// Where a contact stands in their organization. A partnership that lasts has ties at each level.
    Level, "level":
    /// Works with families every day: a teacher, a property manager.
    FrontLine = "front_line",
    /// Runs a program or a department.
    Program = "program",
    /// Leads the organization, and can sign for it.
    Executive = "executive",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_their_choice() {
        for level in Level::ALL {
            assert_eq!(level.word().parse(), Ok(level));
        }
        for sector in Sector::ALL {
            assert_eq!(sector.word().parse(), Ok(sector));
        }
        assert_eq!("FrontLine".parse::<Level>(), Err(UnknownChoice));
        assert_eq!(Level::FrontLine.label_key(), "level-front-line");
    }
}
