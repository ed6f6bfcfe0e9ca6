//! Short texts from outside: mail addresses, links, checklists.

use crosswalk_app::tokens::Token;
use crosswalk_checklist::Checklist;
use crosswalk_mail::{Address, split_addresses};

use crate::Target;

/// A field with mail addresses. What is taken is taken again as it is written.
pub fn addresses() -> Target {
    let seeds = [
        "rosa@example.org",
        "Rosa Medina <rosa.medina+crosswalk@schools.example.org>, thuy@example.org; ana@example.com\nbo@example.net",
        "\"quoted name\" <o'neil@example.org>",
        "ñandú@español.example",
        "maria@xn--espaol-zwa.example",
        "a@b.c, a@b.c",
    ];
    Target::new("addresses", seeds.map(|seed| seed.as_bytes().to_vec()).to_vec(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let mut taken = false;
        for address in split_addresses(&text) {
            let Ok(address) = address else { continue };
            taken = true;
            let written = address.to_string();
            if Address::parse(&written).as_ref() != Ok(&address) {
                return Err(format!("{written:?} is not taken again"));
            }
            if written.chars().any(|c| c.is_control() || c.is_whitespace()) {
                return Err(format!("{written:?} could break a header"));
            }
        }
        Ok(taken)
    })
}

/// A link, or the token in it.
pub fn tokens() -> Target {
    let text = Token::from_random([7; 32]).text();
    let seeds = vec![
        text.clone().into_bytes(),
        format!("https://crosswalk.example.org/es/w/{text}?x=1#q").into_bytes(),
        format!("  http://localhost:8080/w/{text}/reading \n").into_bytes(),
    ];
    Target::new("tokens", seeds, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let found = [Token::parse(&text), Token::find(&text)];
        for token in found.iter().flatten() {
            if Token::parse(&token.text()).as_ref() != Some(token) {
                return Err(format!("{} is not read again", token.text()));
            }
            let _ = token.read_only().hash();
        }
        Ok(found.iter().any(Option::is_some))
    })
}

/// A checklist of the operator's own.
pub fn checklists() -> Target {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/checklists");
    let mut seeds = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the checklists").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path if path.extension().is_some_and(|end| end == "toml") => {
                    seeds.push(std::fs::read(path).expect("a checklist"));
                }
                _ => {}
            }
        }
    }
    Target::new("checklists", seeds, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        Ok(Checklist::parse("any.toml", &text).is_ok())
    })
}
