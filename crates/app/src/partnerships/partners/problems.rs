//! What is wrong with an organization or a file, and why two look alike, in words.

use crosswalk_partners::{COLUMNS_MAX, Field, ImportError, Problem, ProblemKind, ROWS_MAX, Reason};
use crosswalk_ui::{Problems, Words};

/// What is wrong with a field, and how to mend it.
pub fn problem_words(words: &Words, field: Field, kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Missing if field == Field::Name => words.t("partner-problem-name").to_owned(),
        ProblemKind::Missing if field == Field::Sector => words.t("partner-problem-sector").to_owned(),
        ProblemKind::Missing => words.t("partner-problem-missing").to_owned(),
        ProblemKind::TooLong { limit } => words.with("partner-problem-long", &[("limit", limit.into())]),
        ProblemKind::BadEmail => words.t("partner-problem-email").to_owned(),
        ProblemKind::BadUrl => words.t("partner-problem-website").to_owned(),
        ProblemKind::BadLetters => words.t("partner-problem-letters").to_owned(),
        ProblemKind::UnknownChoice => words.t("partner-problem-choice").to_owned(),
        ProblemKind::OtherSector => words.t("partner-problem-other-sector").to_owned(),
        ProblemKind::Taken => words.t("partner-problem-taken").to_owned(),
    }
}

/// The problems of a form.
pub fn form_problems(words: &Words, found: &[Problem]) -> Problems {
    let mut problems = Problems::default();
    for problem in found {
        problems.add(problem.field.word(), problem_words(words, problem.field, problem.kind));
    }
    problems
}

/// Why no list came out of a file.
pub fn import_words(words: &Words, error: &ImportError) -> String {
    match error {
        ImportError::Empty => words.t("partner-import-empty").to_owned(),
        ImportError::TooBig => words.tn("partner-import-too-big", super::import::MEGABYTES_MAX),
        ImportError::OtherFormat => words.t("partner-import-other-format").to_owned(),
        ImportError::Damaged => words.t("partner-import-damaged").to_owned(),
        ImportError::TooMuch => words.t("partner-import-too-much").to_owned(),
        ImportError::TooManyRows { rows } => {
            words.with("partner-import-rows", &[("rows", (*rows).into()), ("limit", ROWS_MAX.into())])
        }
        ImportError::TooManyColumns => words.tn("partner-import-columns", COLUMNS_MAX),
        ImportError::NoNameColumn { first_row } => {
            let headings: Vec<&str> =
                first_row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).take(8).collect();
            words.tx("partner-import-no-name", "found", &headings.join(", "))
        }
    }
}

/// Why two records may be about one organization.
pub fn reason_words(words: &Words, reason: &Reason) -> String {
    match reason {
        Reason::SameName => words.t("partner-reason-name").to_owned(),
        Reason::SameDomain(domain) => words.tx("partner-reason-website", "domain", domain),
        Reason::CloseName => words.t("partner-reason-close").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crosswalk_names::Language;

    use super::*;

    #[test]
    fn every_problem_has_words_in_both_languages() {
        let kinds = [
            ProblemKind::Missing,
            ProblemKind::TooLong { limit: 2_000 },
            ProblemKind::BadEmail,
            ProblemKind::BadUrl,
            ProblemKind::BadLetters,
            ProblemKind::UnknownChoice,
            ProblemKind::OtherSector,
            ProblemKind::Taken,
        ];
        for words in Language::ALL.map(Words::of) {
            for field in [Field::Name, Field::Sector, Field::Website] {
                for kind in kinds {
                    assert!(problem_words(words, field, kind).contains(' '), "{kind:?}");
                }
            }
            let long = problem_words(words, Field::Mission, ProblemKind::TooLong { limit: 2_000 });
            assert!(long.contains("2,000"), "{long}");
        }
    }
}
