//! Lists in CSV files, as they come.

use crosswalk_partners::{Field, ImportError, Kind, Level, Power, ProblemKind, Sector, read_sheet};

#[test]
fn a_spanish_file_of_an_old_spreadsheet_is_understood() {
    let text = "Organización;SECTOR;Tipo;Capacidad de decidir;Contacto principal: nivel;Teléfono\r\n\
                Escuelas Públicas;educacion;DISTRITO ESCOLAR;alta;Dirige la organización;206 555 0100\r\n";
    // Windows-1252: each of these letters is one byte.
    let bytes: Vec<u8> =
        text.chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Latin 1")).collect();
    let preview = read_sheet(&bytes).expect("a list");
    let (row, schools) = preview.organizations().next().expect("no problem");
    assert_eq!((row, schools.name.as_str(), schools.sector), (2, "Escuelas Públicas", Sector::Education));
    assert_eq!(schools.kind.map(Kind::word), Some("school-district"));
    assert_eq!(schools.decision_power, Some(Power::High));
    assert_eq!(schools.main.as_ref().and_then(|main| main.level), Some(Level::Executive));
}

#[test]
fn headings_may_stand_further_down_and_numbers_are_those_of_the_file() {
    let text = "Partners of Milbrook\n\nUpdated in November,by Rosa\nE-mail,Name,Sector\n\nrosa@,Harlan Fund,funder\n";
    let preview = read_sheet(text.as_bytes()).expect("a list");
    assert_eq!((preview.header_row, preview.rows_above.as_slice()), (4, &[1, 3][..]));
    let (row, problems) = preview.problems().next().expect("a bad address");
    assert_eq!((row, problems.len()), (6, 1));
    assert_eq!((problems[0].field, problems[0].kind), (Field::MainEmail, ProblemKind::BadEmail));
    assert_eq!((problems[0].column.as_deref(), problems[0].words.as_str()), (Some("E-mail"), "rosa@"));
    assert!(!format!("{preview:?}").contains("rosa@"));
}

#[test]
fn a_kind_in_the_column_for_sectors_tells_both() {
    let preview = read_sheet(b"Partner,Sector\nMilbrook HA,Public Housing Authority\n").expect("a list");
    let (_, authority) = preview.organizations().next().expect("no problem");
    assert_eq!(authority.sector, Sector::Housing);
    assert_eq!(authority.kind.map(Kind::word), Some("public-housing-authority"));
}

#[test]
fn a_column_that_is_not_there_is_no_column_in_the_problem() {
    let preview = read_sheet(b"Name\nEastgate\n").expect("a list");
    let (_, problems) = preview.problems().next().expect("no sector");
    assert_eq!((problems[0].field, problems[0].kind), (Field::Sector, ProblemKind::Missing));
    assert_eq!((problems[0].column.as_ref(), problems[0].words.as_str()), (None, ""));
}

#[test]
fn what_is_no_list_says_why() {
    let error = |bytes: &[u8]| read_sheet(bytes).expect_err("no list");
    assert_eq!(error(b" \n "), ImportError::Empty);
    assert_eq!(error(b"%PDF-1.7 ..."), ImportError::OtherFormat);
    assert_eq!(error(b"PK\x03\x04 ..."), ImportError::Damaged);
    assert_eq!(
        error(b"Shoe,Size\n1,2\n"),
        ImportError::NoNameColumn { first_row: vec!["Shoe".into(), "Size".into()] }
    );
    assert_eq!(error(&vec![b'a'; crosswalk_intake::BYTES_MAX + 1]), ImportError::TooBig);
    let wide = format!("Name{}\n", ",x".repeat(crosswalk_partners::COLUMNS_MAX));
    assert_eq!(error(wide.as_bytes()), ImportError::TooManyColumns);
}
