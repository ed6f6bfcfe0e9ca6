//! Enough of HTML to read our own pages and fill in their forms as a browser without scripts does.

use crate::http::Answer;

/// A page as it came.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// Path and query of the page itself, after redirects.
    pub url: String,
    /// The whole answer.
    pub answer: Answer,
    /// The HTML.
    pub html: String,
}

impl Page {
    pub(crate) fn new(url: &str, answer: Answer) -> Self {
        Self { status: answer.status, url: url.to_owned(), html: answer.text(), answer }
    }

    /// Fails with the page's words if the status is another.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.url, self.text());
        self
    }

    /// The words on the page, with single spaces; not what is in inputs, scripts and templates.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for token in tokens(&self.html) {
            match token {
                Token::Text(part) => text += &part,
                Token::Open(..) | Token::Close(_) => text.push(' '),
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Fails unless these words are on the page.
    #[track_caller]
    pub fn expect_text(&self, words: &str) -> &Self {
        assert!(self.text().contains(words), "{words:?} is not on {}: {}", self.url, self.text());
        self
    }

    /// Every form, in order.
    pub fn forms(&self) -> Vec<Form> {
        read_forms(&self.html, self.url.split(['?', '#']).next().unwrap_or_default())
    }

    /// The one form whose action ends with `action`.
    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        let mut found: Vec<Form> =
            self.forms().into_iter().filter(|form| form.action.ends_with(action)).collect();
        assert_eq!(found.len(), 1, "forms to {action} on {} ({}): {}", self.url, self.status, self.text());
        found.remove(0)
    }

    /// Where links lead whose address contains `part`.
    pub fn links(&self, part: &str) -> Vec<String> {
        tokens(&self.html)
            .into_iter()
            .filter_map(|token| match token {
                Token::Open(name, attributes) if name == "a" => value(&attributes, "href").map(str::to_owned),
                _ => None,
            })
            .filter(|href| href.contains(part))
            .collect()
    }
}

/// A form with what stands in it.
#[derive(Debug, Clone)]
pub struct Form {
    /// Empty when it has none.
    pub id: String,
    /// Where it goes.
    pub action: String,
    /// Whether it is sent by POST.
    pub post: bool,
    /// Whether it can carry files.
    pub multipart: bool,
    controls: Vec<Control>,
}

#[derive(Debug, Clone)]
struct Control {
    name: String,
    value: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A text, a hidden field, a text area.
    Text,
    /// A choice, with whether it is made.
    Choice(bool),
    /// A list with the values that it offers.
    List(Vec<String>),
    /// A button with the address that it sends the form to instead.
    Button(Option<String>),
    File,
}

impl Form {
    /// Types into a field, or makes a choice. Fails if the page offers no such field or choice.
    #[must_use]
    #[track_caller]
    pub fn set(mut self, name: &str, to: &str) -> Self {
        let mut found = false;
        for control in self.controls.iter_mut().filter(|control| control.name == name) {
            match &mut control.kind {
                Kind::Text => {
                    to.clone_into(&mut control.value);
                    found = true;
                }
                Kind::Choice(made) => {
                    *made = control.value == to;
                    found |= *made;
                }
                Kind::List(values) if values.iter().any(|value| value == to) => {
                    to.clone_into(&mut control.value);
                    found = true;
                }
                Kind::List(_) | Kind::Button(_) | Kind::File => {}
            }
        }
        assert!(found, "the form to {} has no field {name:?} that can be {to:?}", self.action);
        self
    }

    /// What stands in a field, or which choice is made.
    #[track_caller]
    pub fn value(&self, name: &str) -> &str {
        let mut named = self.controls.iter().filter(|control| control.name == name).peekable();
        assert!(named.peek().is_some(), "the form to {} has no field {name:?}", self.action);
        named
            .find(|control| !matches!(control.kind, Kind::Choice(false)))
            .map_or("", |control| control.value.as_str())
    }

    /// The names of its fields.
    pub fn names(&self) -> Vec<&str> {
        self.controls.iter().map(|control| control.name.as_str()).collect()
    }

    /// The addresses that its buttons lead to, other than its own.
    pub fn button_actions(&self) -> Vec<&str> {
        self.controls
            .iter()
            .filter_map(|control| match &control.kind {
                Kind::Button(Some(action)) => Some(action.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Presses the one button that sends the form to an address with this end.
    #[must_use]
    #[track_caller]
    pub fn press(mut self, action: &str) -> Self {
        let found = self.controls.iter().find_map(|control| match &control.kind {
            Kind::Button(Some(to)) if to.ends_with(action) => {
                Some((to.clone(), control.name.clone(), control.value.clone()))
            }
            _ => None,
        });
        let (to, name, value) =
            found.unwrap_or_else(|| panic!("no button to {action} in the form to {}", self.action));
        self.action = to;
        if !name.is_empty() {
            self.controls.push(Control { name, value, kind: Kind::Text });
        }
        self
    }

    /// Presses the button that sends the form where it goes anyway, and says which one it was.
    #[must_use]
    #[track_caller]
    pub fn send(mut self, value: &str) -> Self {
        let pressed =
            |control: &&Control| matches!(control.kind, Kind::Button(None)) && control.value == value;
        let name = self.controls.iter().find(pressed).map(|control| control.name.clone());
        let name = name.unwrap_or_else(|| panic!("no button {value:?} in the form to {}", self.action));
        self.controls.push(Control { name, value: value.to_owned(), kind: Kind::Text });
        self
    }

    /// Names and values as a browser sends them.
    pub fn fields(&self) -> Vec<(String, String)> {
        self.controls
            .iter()
            .filter(|control| !control.name.is_empty())
            .filter(|control| !matches!(control.kind, Kind::Choice(false) | Kind::Button(_) | Kind::File))
            .map(|control| (control.name.clone(), lines(&control.value)))
            .collect()
    }

    /// Whether the page offers this field for a file.
    pub fn takes_file(&self, name: &str) -> bool {
        self.controls.iter().any(|control| control.name == name && control.kind == Kind::File)
    }
}

/// Line ends as browsers send them.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

type Attributes = Vec<(String, String)>;

enum Token {
    Open(String, Attributes),
    Close(String),
    Text(String),
}

fn value<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
}

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The page in pieces, without scripts, styles and templates.
fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        tokens.push(Token::Text(decode(&rest[..at])));
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<!") {
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
            continue;
        }
        let (token, after) = tag(rest);
        rest = after;
        if let Token::Open(name, _) = &token {
            let name = name.clone();
            if name == "template" {
                rest = rest.split_once("</template>").map_or("", |(_, rest)| rest);
                continue;
            }
            let is_raw = RAW.contains(&name.as_str());
            tokens.push(token);
            if is_raw {
                let (content, after) = rest.split_once(&format!("</{name}>")).unwrap_or((rest, ""));
                if name == "textarea" {
                    tokens.push(Token::Text(decode(content.strip_prefix('\n').unwrap_or(content))));
                } else if name == "title" {
                    tokens.push(Token::Text(decode(content)));
                }
                tokens.push(Token::Close(name));
                rest = after;
            }
        } else {
            tokens.push(token);
        }
    }
    tokens.push(Token::Text(decode(rest)));
    tokens
}

/// Reads one tag from its `<`.
fn tag(text: &str) -> (Token, &str) {
    let inner = &text[1..];
    if let Some(closing) = inner.strip_prefix('/') {
        let (name, rest) = closing.split_once('>').unwrap_or((closing, ""));
        return (Token::Close(name.trim().to_ascii_lowercase()), rest);
    }
    let end = inner.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    let mut rest = &inner[end..];
    let mut attributes = Attributes::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Token::Open(name, attributes), after);
        }
        if rest.is_empty() {
            return (Token::Open(name, attributes), "");
        }
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let attribute = rest[..end.max(1)].to_ascii_lowercase();
        rest = &rest[end.max(1)..];
        let Some(after) = rest.strip_prefix('=') else {
            attributes.push((attribute, String::new()));
            continue;
        };
        let (value, after) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
        };
        attributes.push((attribute, decode(value)));
        rest = after;
    }
}

fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded += &rest[..at];
        rest = &rest[at..];
        let entity =
            rest.find(';').filter(|end| *end < 12).and_then(|end| Some((character(&rest[1..end])?, end)));
        match entity {
            Some((character, end)) => {
                decoded.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded + rest
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

fn read_forms(html: &str, here: &str) -> Vec<Form> {
    let tokens = tokens(html);
    let mut forms: Vec<Form> = Vec::new();
    for token in &tokens {
        if let Token::Open(name, attributes) = token
            && name == "form"
        {
            let text = |name| value(attributes, name).unwrap_or_default();
            let action = Some(text("action")).filter(|action| !action.is_empty()).unwrap_or(here);
            forms.push(Form {
                id: text("id").to_owned(),
                action: action.to_owned(),
                post: text("method").eq_ignore_ascii_case("post"),
                multipart: text("enctype") == "multipart/form-data",
                controls: Vec::new(),
            });
        }
    }
    let mut reader = Reader { forms, begun: 0, current: None, list: None, area: None };
    for token in &tokens {
        reader.read(token);
    }
    reader.forms
}

/// Sorts controls into their forms.
struct Reader {
    forms: Vec<Form>,
    begun: usize,
    current: Option<usize>,
    /// The form and place of the list that is open.
    list: Option<(usize, usize)>,
    area: Option<(usize, usize)>,
}

impl Reader {
    fn read(&mut self, token: &Token) {
        match token {
            Token::Open(name, attributes) => self.open(name, attributes),
            Token::Close(name) => match name.as_str() {
                "form" => self.current = None,
                "select" => self.list = None,
                "textarea" => self.area = None,
                _ => {}
            },
            Token::Text(text) => {
                if let Some((form, control)) = self.area {
                    self.forms[form].controls[control].value += text;
                }
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        let text = |name| value(attributes, name).unwrap_or_default().to_owned();
        match name {
            "form" => {
                self.current = Some(self.begun);
                self.begun += 1;
            }
            "input" => {
                let kind = match value(attributes, "type").unwrap_or("text") {
                    "radio" | "checkbox" => Kind::Choice(value(attributes, "checked").is_some()),
                    "file" => Kind::File,
                    "submit" => Kind::Button(value(attributes, "formaction").map(str::to_owned)),
                    _ => Kind::Text,
                };
                self.add(attributes, text("value"), kind);
            }
            "textarea" => self.area = self.add(attributes, String::new(), Kind::Text),
            "select" => self.list = self.add(attributes, String::new(), Kind::List(Vec::new())),
            "option" => {
                let Some((form, control)) = self.list else { return };
                let control = &mut self.forms[form].controls[control];
                let Kind::List(values) = &mut control.kind else { return };
                // The first stands unless another is marked.
                if values.is_empty() || value(attributes, "selected").is_some() {
                    control.value = text("value");
                }
                values.push(text("value"));
            }
            "button" if value(attributes, "type").unwrap_or("submit") == "submit" => {
                let kind = Kind::Button(value(attributes, "formaction").map(str::to_owned));
                self.add(attributes, text("value"), kind);
            }
            _ => {}
        }
    }

    fn add(&mut self, attributes: &Attributes, value_now: String, kind: Kind) -> Option<(usize, usize)> {
        if value(attributes, "disabled").is_some() {
            return None;
        }
        let form = match value(attributes, "form") {
            Some(id) => self.forms.iter().position(|form| form.id == id)?,
            None => self.current?,
        };
        let name = value(attributes, "name").unwrap_or_default().to_owned();
        let controls = &mut self.forms[form].controls;
        controls.push(Control { name, value: value_now, kind });
        Some((form, controls.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_reads_it() {
        let html = r#"<p>One &amp; <b>two</b></p><form id="a" method="post" action="/x?y=1&amp;z=2">
            <input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
            <textarea name="t">
 two
lines &lt;b&gt;</textarea><select name="s"><option value="p">P</option><option value="q" selected>Q</option></select>
            <button formaction="/z" name="v" value="">Clear</button><input name="off" disabled value="1"></form>
            <input name="far" value="w" form="a"><template><form action="/no"></form></template>"#;
        let answer = Answer { status: 200, headers: Vec::new(), body: html.as_bytes().to_vec() };
        let page = Page::new("/here", answer);
        assert_eq!(page.forms().len(), 1);
        let form = page.form("z=2").set("r", "1");
        let fields: Vec<(String, String)> =
            [("r", "1"), ("t", " two\r\nlines <b>"), ("s", "q"), ("far", "w")]
                .map(|(a, b)| (a.into(), b.into()))
                .into();
        assert_eq!(form.fields(), fields);
        let pressed = form.press("/z");
        assert_eq!((pressed.action.as_str(), pressed.value("v")), ("/z", ""));
        assert!(page.text().starts_with("One & two"));
    }
}
