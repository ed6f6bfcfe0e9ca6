//! The outcomes as a table for a spreadsheet.

use crate::Contents;

/// A row an indicator, under the column names `head` (nine of them): sector, outcome, ages, what it is, indicator,
/// metric, usual source, limit, what helps. `word` names sectors and ages. Starts with a byte order mark, so that Excel
/// reads accents, and no cell can be read as a formula.
pub fn outcomes_csv(contents: &Contents, head: [&str; 9], word: impl Fn(&str) -> String) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut rows = vec![head.map(str::to_owned)];
    for outcome in &contents.outcomes {
        let lines = |texts: &[crate::Text]| {
            texts.iter().flat_map(|text| text.blocks.iter().flat_map(crate::Block::lines)).collect::<Vec<_>>()
        };
        let ages: Vec<String> = outcome.ages.iter().map(|age| word(age.as_str())).collect();
        for indicator in &outcome.indicators {
            let source = contents.data_source(&indicator.data).map(|source| source.name.clone());
            rows.push([
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
    for row in rows {
        let safe =
            row.map(|cell| if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell });
        // Into memory, and with rows of one length: nothing here can fail.
        drop(writer.write_record(&safe));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}
