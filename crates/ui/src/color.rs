//! Colors of a site or a partnership, on which white text can be read.

use std::fmt;
use std::str::FromStr;

use crate::plain;

/// Least contrast of white text on a color: WCAG 2.2, 1.4.3.
const CONTRAST_MIN: f64 = 4.5;

/// The color of a header. Shows itself as `#0e4c92`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color([u8; 3]);

/// Why a text is no color of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorProblem {
    /// It is not `#` and six hexadecimal digits.
    Odd,
    /// White text is hard to read on it.
    Pale,
}

impl Color {
    /// The address of the style sheet that brings the color. It never changes, so that browsers may keep it for good.
    pub fn style_sheet(self) -> String {
        plain(&format!("/assets/color-{}.css", &self.to_string()[1..]))
    }

    /// The color that a file among the assets brings, as [`Color::style_sheet`] names it.
    pub fn of_file(name: &str) -> Option<Self> {
        let digits = name.strip_prefix("color-")?.strip_suffix(".css")?;
        format!("#{digits}").parse().ok()
    }

    /// The style sheet itself.
    pub fn css(self) -> String {
        format!(":root {{ --asphalt: {self}; }}\n")
    }

    /// The contrast of white text on the color, from 1 to 21: WCAG 2.2, "contrast ratio" and "relative luminance".
    ///
    /// Black: (1 + 0.05) / (0 + 0.05) = 21.
    fn contrast_with_white(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
    }
}

impl FromStr for Color {
    type Err = ColorProblem;

    fn from_str(text: &str) -> Result<Self, ColorProblem> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let digits = digits.ok_or(ColorProblem::Odd)?;
        let part =
            |from: usize| u8::from_str_radix(&digits[from..from + 2], 16).map_err(|_| ColorProblem::Odd);
        let color = Self([part(0)?, part(2)?, part(4)?]);
        if color.contrast_with_white() < CONTRAST_MIN { Err(ColorProblem::Pale) } else { Ok(color) }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_must_be_readable_on_a_color() {
        assert!((Color([0, 0, 0]).contrast_with_white() - 21.0).abs() < 1e-9);
        assert!((Color([255, 255, 255]).contrast_with_white() - 1.0).abs() < 1e-9);
        let blue: Color = "#0E4C92".parse().expect("a color");
        assert_eq!(blue.to_string(), "#0e4c92");
        assert_eq!("#FFCE2E".parse::<Color>(), Err(ColorProblem::Pale));
        for odd in ["", "red", "#12345", "#ééé", "#+1+1+1", "0e4c92"] {
            assert_eq!(odd.parse::<Color>(), Err(ColorProblem::Odd), "{odd}");
        }
    }

    #[test]
    fn a_file_brings_a_color() {
        let blue: Color = "#0e4c92".parse().expect("a color");
        assert_eq!(blue.style_sheet(), "/assets/color-0e4c92.css");
        assert_eq!(Color::of_file("color-0e4c92.css"), Some(blue));
        for none in ["color-.css", "color-ffffff.css", "color-0e4c92}.css", "crosswalk.css"] {
            assert_eq!(Color::of_file(none), None, "{none}");
        }
    }
}
