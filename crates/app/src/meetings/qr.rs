//! The QR code of an address, as SVG.

use std::fmt::Write as _;

use askama::filters::HtmlSafe;
use qrcode::{Color, EcLevel, QrCode};

/// Modules of quiet space on each side: ISO/IEC 18004 asks for four.
const QUIET: usize = 4;

/// A QR code, dark on light whatever the page's colors are: many phones read no other. Shows itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    side: usize,
    path: String,
}

impl Qr {
    /// The QR code of `address`; none when it is too long for one.
    pub fn of(address: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (row, modules) in code.to_colors().chunks(width).enumerate() {
            let mut column = 0;
            while column < width {
                let run = modules[column..].iter().take_while(|&&module| module == Color::Dark).count();
                if run > 0 {
                    // Writing into a text can't fail.
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
                }
                column += run.max(1);
            }
        }
        Some(Self { side: width + 2 * QUIET, path })
    }
}

impl std::fmt::Display for Qr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { side, path } = self;
        write!(
            f,
            "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}
impl HtmlSafe for Qr {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_become_runs_inside_the_quiet_space() {
        let qr = Qr::of("https://crosswalk.example.org/meet/K7M2PQ").expect("short enough");
        // The finder pattern in the corner: seven dark modules.
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{qr}");
        assert_eq!(Qr::of(&"a".repeat(5_000)), None);
    }
}
