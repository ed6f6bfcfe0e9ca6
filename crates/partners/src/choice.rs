//! Answers to choose from, each with the word that stands for it in files and forms.

/// Why a text is none of the words of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is none of the words to choose from")]
pub struct UnknownChoice;

/// An enum whose variants have a wire word each, and a key for their label in `content/words`.
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
            type Err = $crate::choice::UnknownChoice;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|one| one.word() == text).ok_or($crate::choice::UnknownChoice)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use choice;

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

choice!(
    /// How much an organization can decide, or pay for, in what the partners do together.
    Power, "power":
    /// Little or nothing.
    Low = "low",
    /// Some of it, or together with others.
    Medium = "medium",
    /// Much of it alone.
    High = "high",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_their_choice() {
        for level in Level::ALL {
            assert_eq!(level.word().parse(), Ok(level));
        }
        assert_eq!("FrontLine".parse::<Level>(), Err(UnknownChoice));
        assert_eq!(Level::FrontLine.label_key(), "level-front-line");
        assert_eq!(serde_json::to_string(&Power::High).expect("a word"), "\"high\"");
    }
}
