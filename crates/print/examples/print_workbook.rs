//! Prints the sample workbooks into a folder, for looking at: `cargo run --example print_workbook -p crosswalk-print DIR`.
fn main() {}
