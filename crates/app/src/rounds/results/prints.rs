//! The results on paper. What is printed is made of [`Findings`], which the page shows: it counts nothing and reads no
//! answers.

use crosswalk_checklist::Answer;
use crosswalk_measure::Agreement;
use crosswalk_names::{Language, Timestamp};
use crosswalk_print::results as sheet;
use crosswalk_print::{Paper, ResultsPrint};
use crosswalk_ui::Words;

use super::findings::{Cell, Chip, Findings, QuestionLine, StageTable};
use super::over_time::{Moment, Moved, OverTime, StageOverTime};
use super::{Closed, checklist_of, earlier, team, words};
use crate::error::PageError;
use crate::partnerships::queries::Partnership;
use crate::rounds::queries::RoundRow;
use crate::rounds::round::page::sector_label;
use crate::state::App;
use crate::workbook::prints::slug;

/// The PDF of a closed round of `partnership`.
pub async fn pdf(
    app: &App,
    partnership: &Partnership,
    now: &Closed,
    language: Language,
    paper: Paper,
) -> Result<Vec<u8>, PageError> {
    let before = earlier(app, &now.round).await?;
    let checklist = checklist_of(app, &now.round, language)?;
    let team = team::states(app, &now.round).await?;
    let said = Findings::of(Words::of(language), &checklist, now, &before, &team);
    set(app, language, &said, &partnership.name, paper).await
}

/// Sets the PDF.
pub async fn set(
    app: &App,
    language: Language,
    said: &Findings,
    partnership: &str,
    paper: Paper,
) -> Result<Vec<u8>, PageError> {
    let print = print(app, Words::of(language), said, partnership, paper);
    app.print(move |app| app.printer.results(&print)).await
}

/// The name of the file: a plain word and the round's name.
pub fn file_name(round: &RoundRow, language: Language) -> String {
    let word = match language {
        Language::En => "results",
        Language::Es => "resultados",
    };
    slug(&round.name).map_or_else(|| format!("{word}.pdf"), |name| format!("{word}-{name}.pdf"))
}

fn print(app: &App, words: &Words, said: &Findings, partnership: &str, paper: Paper) -> ResultsPrint {
    let t = |key: &str| words.t(key).to_owned();
    let (language, now) = (words.language(), app.clock.now());
    let day = |moment: Timestamp| app.instance().zone.date(language, moment);
    ResultsPrint {
        language,
        paper,
        printed_on: day(now),
        printed_at: now,
        instance: app.instance().name.clone(),
        title: t("results-title"),
        partnership: partnership.to_owned(),
        round: said.name.clone(),
        facts: vec![
            words::from(words, said),
            format!("{}.", words.tx("rounds-closed", "date", &day(said.closed_at))),
        ],
        hidden: said.hidden.then(|| sheet::Note {
            title: t("results-hidden"),
            text: words.tn("results-hidden-text", said.people_min),
        }),
        panel: (!said.hidden).then(|| panel(words, said)),
        questions: (!said.hidden).then(|| questions(words, said)),
        tables: if said.hidden { Vec::new() } else { tables(words, said) },
        small_groups: if said.hidden {
            String::new()
        } else {
            words.tn("results-small-groups", said.people_min)
        },
        over_time: said.over_time.as_ref().map(|over| over_time(words, over, &day)),
        rates: sheet::Rates {
            title: t("results-rates"),
            head: [t("round-sector"), t("results-people-answered"), t("round-people-asked")],
            rows: said
                .rates
                .iter()
                .map(|rate| sheet::Rate {
                    sector: rate.sector,
                    name: sector_label(words, rate.sector).to_owned(),
                    answered: rate.answered,
                    asked: rate.asked,
                })
                .collect(),
        },
    }
}

fn panel(words: &Words, said: &Findings) -> sheet::Panel {
    let eyebrow = if said.next.is_some() { "reading-eyebrow" } else { "reading-eyebrow-done" };
    sheet::Panel {
        eyebrow: words.t(eyebrow).to_owned(),
        stage: said.next.as_ref().map(|next| next.number),
        headline: said
            .next
            .as_ref()
            .map_or_else(|| words.t("results-all-yes").to_owned(), |next| next.title.clone()),
        text: words.tn("results-far-count", said.far),
        lanes: said
            .lanes
            .iter()
            .map(|lane| sheet::Lane {
                title: lane.title.clone(),
                stripes: lane.stripes.iter().map(|stripe| stripe.map(place)).collect(),
                said: words::of_yes(words, lane.yes, lane.total),
                next: lane.next,
            })
            .collect(),
    }
}

/// The place of an answer among all answers.
fn place(answer: Answer) -> usize {
    Answer::ALL.iter().position(|&other| other == answer).unwrap_or_default()
}

fn chip(chip: &Chip) -> sheet::Chip {
    sheet::Chip { letters: chip.letters.clone(), name: chip.name.clone(), sector: chip.sector }
}

fn questions(words: &Words, said: &Findings) -> sheet::Questions {
    let t = |key: &str| words.t(key).to_owned();
    let [not_yet, in_progress, yes] = words::COLUMNS.map(t);
    sheet::Questions {
        title: t("results-differ"),
        lead: t("results-differ-lead"),
        key: said.chips.iter().map(chip).collect(),
        head: [t("results-question"), not_yet, in_progress, yes, t("results-agreement")],
        rows: said.questions.iter().map(|line| question(words, line)).collect(),
        how: t("results-how"),
    }
}

fn question(words: &Words, line: &QuestionLine) -> sheet::Question {
    let apart = match line.agreement {
        Some(Agreement::Agree) => Some(0),
        Some(Agreement::SomeGap) => Some(1),
        Some(Agreement::FarApart) => Some(2),
        None => None,
    };
    sheet::Question {
        topic: line.topic.clone(),
        stage: words.tn("stage-number", line.stage),
        text: line.text.clone(),
        beside: line.beside.clone(),
        cells: line.cells.each_ref().map(|cell| match cell {
            Cell::Chips(chips) => sheet::Cell::Chips(chips.iter().map(chip).collect()),
            Cell::Count(count) => sheet::Cell::Count(*count),
        }),
        apart,
        agreement: line
            .agreement
            .map_or_else(|| words.t("results-one"), |word| words::agreement(words, word))
            .to_owned(),
        comments: line
            .comments
            .iter()
            .map(|(who, text)| sheet::Comment {
                lines: text.lines().map(str::to_owned).collect(),
                who: who.clone(),
            })
            .collect(),
    }
}

fn tables(words: &Words, said: &Findings) -> Vec<sheet::StageTable> {
    let table = |title: &str, lead: &str, of: &StageTable| sheet::StageTable {
        title: words.t(title).to_owned(),
        lead: words.t(lead).to_owned(),
        stages: of.stages.clone(),
        none: words.t("results-levels-none").to_owned(),
        rows: of
            .rows
            .iter()
            .map(|row| sheet::StageRow {
                chip: row.chip.as_ref().map(chip),
                sector: row.sector,
                name: row.name.clone(),
                cells: row.cells.as_ref().map(|cells| {
                    let said = cells.iter().map(|cell| (words::cell(words, cell), cell.step));
                    said.map(|(said, step)| sheet::StageCell { said, step }).collect()
                }),
            })
            .collect(),
        hidden: words.t("results-hidden-group").to_owned(),
    };
    let heat = said.heat.as_ref().map(|heat| table("results-heat", "results-heat-lead", heat));
    heat.into_iter()
        .chain([
            table("results-sectors", "results-sectors-lead", &said.sectors),
            table("results-levels", "results-levels-lead", &said.levels),
        ])
        .collect()
}

fn over_time(words: &Words, over: &OverTime, day: &dyn Fn(Timestamp) -> String) -> sheet::OverTime {
    let t = |key: &str| words.t(key).to_owned();
    let chart = |stage: &StageOverTime| sheet::Chart {
        title: stage.title.clone(),
        total: stage.total,
        bars: over
            .moments
            .iter()
            .map(|one| sheet::Bar { yes: one.stage(stage.number), team: one.whose.is_team() })
            .collect(),
        said: words::now(words, over, stage),
        change: words::change(words, over, stage),
        team: words::of_team(words, over, stage),
    };
    let moment = |one: &Moment| sheet::Moment {
        day: day(one.at),
        name: words::moment(words, one),
        team: one.whose.is_team(),
        cells: one.yes.as_ref().map(|yes| yes.iter().map(ToString::to_string).collect()),
    };
    let of_question = |moved: &Moved| (moved.name.clone(), words::moved(words, moved));
    let of_group = |moved: &Moved| (moved.name.clone(), words::moves(words, moved));
    let list = |title: &str, rows| sheet::List { title: t(title), rows, none: t("results-nothing-moved") };
    let lists = || {
        vec![
            list("results-moved", over.questions.iter().map(of_question).collect()),
            list("results-who-moved", over.groups.iter().map(of_group).collect()),
        ]
    };
    sheet::OverTime {
        title: t("results-change"),
        lead: words::over_time_lead(words, over).to_owned(),
        key: over.has_team.then(|| [t("results-key-round"), t("results-key-team")]),
        charts: over.stages.iter().map(chart).collect(),
        head: [t("results-when"), t("results-what")]
            .into_iter()
            .chain(over.stages.iter().map(|stage| stage.title.clone()))
            .collect(),
        moments: over.moments.iter().map(moment).collect(),
        hidden: t("results-hidden-group"),
        lists: if over.has_rounds { lists() } else { Vec::new() },
    }
}
