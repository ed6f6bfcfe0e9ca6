//! The outcomes as a table for a spreadsheet.

use crosswalk_checklist::CsvTable;

use crate::Contents;

/// A row an indicator, under the column names `head` (nine of them): sector, outcome, ages, what it is, indicator,
/// metric, usual source, limit, what helps. `word` names sectors and ages.
pub fn outcomes_csv(contents: &Contents, head: [&str; 9], word: impl Fn(&str) -> String) -> String {
    let mut table = CsvTable::new();
    table.row(head.map(str::to_owned));
    for outcome in &contents.outcomes {
        let lines = |texts: &[crate::Text]| {
            texts.iter().flat_map(|text| text.blocks.iter().flat_map(crate::Block::lines)).collect::<Vec<_>>()
        };
        let ages: Vec<String> = outcome.ages.iter().map(|age| word(age.as_str())).collect();
        for indicator in &outcome.indicators {
            let source = contents.data_source(&indicator.data).map(|source| source.name.clone());
            table.row([
                word(outcome.sector.as_str()),
                outcome.title.clone(),
                ages.join(", "),
                lines(std::slice::from_ref(&outcome.what)).join(" "),
                indicator.name.clone(),
                indicator.metric.clone(),
                source.unwrap_or_default(),
                indicator.note.clone(),
                lines(&outcome.helps).join(" / "),
            ]);
        }
    }
    table.finish()
}
