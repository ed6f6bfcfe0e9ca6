//! Packs a PDF's many small objects into compressed object streams (PDF 1.5 and later), which the exporter does not do.
//! A tagged workbook is half structure, so this takes about half of its size away.

use std::io::Write as _;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Objects in one object stream; readers unpack a whole stream to reach one object.
const OBJECTS_MAX: usize = 200;

/// The same document, smaller. A file of another make than expected comes back as it was.
pub(crate) fn packed(pdf: Vec<u8>) -> Vec<u8> {
    match Parts::of(&pdf) {
        Some(parts) => parts.write(&pdf).unwrap_or(pdf),
        None => pdf,
    }
}

/// Where things stand in a PDF with a classic cross-reference table.
struct Parts<'a> {
    header: &'a [u8],
    /// Number and place of each object, by place.
    objects: Vec<(usize, Range<usize>)>,
    /// One more than the greatest object number.
    size: usize,
    /// The entries of the trailer without its brackets and `/Size`.
    trailer: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(pdf: &'a [u8]) -> Option<Self> {
        let tail = pdf.len().saturating_sub(64);
        let start = tail + find(&pdf[tail..], b"startxref")? + b"startxref".len();
        let table = number(text(&pdf[start..])?.split_whitespace().next()?)?;

        let rest = pdf.get(table..)?;
        let trailer = find(rest, b"trailer")?;
        let mut lines = text(&rest[..trailer])?.lines();
        (lines.next()? == "xref").then_some(())?;
        let (first, size) = lines.next()?.split_once(' ')?;
        (first == "0").then_some(())?;
        let size = number(size)?;

        let mut places = Vec::with_capacity(size);
        for (object, line) in lines.enumerate() {
            let mut fields = line.split_whitespace();
            let (place, generation, kind) = (fields.next()?, fields.next()?, fields.next()?);
            if kind == "n" {
                (generation == "00000").then_some(())?;
                places.push((number(place)?, object));
            }
        }
        places.sort_unstable();
        let ends = places.iter().skip(1).map(|&(place, _)| place).chain([table]);
        let objects: Vec<_> =
            places.iter().zip(ends).map(|(&(start, object), end)| (object, start..end)).collect();
        let header = pdf.get(..objects.first()?.1.start)?;

        let entries = &rest[trailer..];
        let entries = &entries[find(entries, b"<<")? + 2..find(entries, b"startxref")?];
        let end = entries.len() - entries.iter().rev().position(|&byte| byte == b'>')?;
        Some(Self { header, objects, size, trailer: without_size(entries.get(..end.checked_sub(2)?)?)? })
    }

    fn write(&self, pdf: &[u8]) -> Option<Vec<u8>> {
        let mut out = self.header.to_vec();
        // Kind, then place and 0, or object stream and index in it: see ISO 32000-1, 7.5.8.
        let mut rows: Vec<(u8, usize, usize)> = vec![(0, 0, 0); self.size];
        let mut small = Vec::new();
        for (object, range) in &self.objects {
            let whole = pdf.get(range.clone())?;
            let body = body(whole)?;
            if body.ends_with(b"endstream") {
                *rows.get_mut(*object)? = (1, out.len(), 0);
                out.extend_from_slice(whole);
            } else {
                small.push((*object, body));
            }
        }
        for group in small.chunks(OBJECTS_MAX) {
            let stream = rows.len();
            for (index, (object, _)) in group.iter().enumerate() {
                *rows.get_mut(*object)? = (2, stream, index);
            }
            rows.push((1, out.len(), 0));
            push_object_stream(&mut out, stream, group)?;
        }
        let start = out.len();
        rows.push((1, start, 0));
        self.push_cross_references(&mut out, &rows)?;
        write!(out, "startxref\n{start}\n%%EOF\n").ok()?;
        Some(out)
    }

    fn push_cross_references(&self, out: &mut Vec<u8>, rows: &[(u8, usize, usize)]) -> Option<()> {
        let mut table = Vec::with_capacity(rows.len() * 7);
        for &(kind, place, index) in rows {
            table.push(kind);
            table.extend_from_slice(&u32::try_from(place).ok()?.to_be_bytes());
            table.extend_from_slice(&u16::try_from(index).ok()?.to_be_bytes());
        }
        let data = deflated(&table)?;
        let (object, size) = (rows.len() - 1, rows.len());
        write!(out, "{object} 0 obj\n<</Type/XRef/W[1 4 2]/Size {size}").ok()?;
        out.extend_from_slice(self.trailer);
        push_stream(out, &data)
    }
}

fn push_object_stream(out: &mut Vec<u8>, object: usize, group: &[(usize, &[u8])]) -> Option<()> {
    let (mut index, mut bodies) = (Vec::new(), Vec::new());
    for (object, body) in group {
        write!(index, "{object} {} ", bodies.len()).ok()?;
        bodies.extend_from_slice(body);
        bodies.push(b'\n');
    }
    let first = index.len();
    index.append(&mut bodies);
    let data = deflated(&index)?;
    write!(out, "{object} 0 obj\n<</Type/ObjStm/N {}/First {first}", group.len()).ok()?;
    push_stream(out, &data)
}

fn push_stream(out: &mut Vec<u8>, data: &[u8]) -> Option<()> {
    write!(out, "/Filter/FlateDecode/Length {}>>\nstream\n", data.len()).ok()?;
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    Some(())
}

fn deflated(data: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(data).ok()?;
    encoder.finish().ok()
}

/// What stands between `obj` and `endobj`.
fn body(object: &[u8]) -> Option<&[u8]> {
    let start = find(object.get(..object.len().min(32))?, b" obj")? + b" obj".len();
    let end = object.trim_ascii_end().strip_suffix(b"endobj")?.len();
    Some(object.get(start..end)?.trim_ascii())
}

/// Drops the leading `/Size N`; the rest is kept as bytes, since the `/ID` may be binary.
fn without_size(entries: &[u8]) -> Option<&[u8]> {
    let entries = entries.trim_ascii();
    let rest = entries.strip_prefix(b"/Size")?.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some(rest.get(digits..)?.trim_ascii())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn number(text: &str) -> Option<usize> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_of_ours_comes_back_as_it_was() {
        for bytes in [
            &b""[..],
            b"startxref",
            b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF",
            b"startxref\n0\n%%EOF",
        ] {
            assert_eq!(packed(bytes.to_vec()), bytes);
        }
    }

    #[test]
    fn small_objects_are_packed_and_streams_stay() {
        use std::fmt::Write as _;
        let mut pdf = b"%PDF-1.7\n".to_vec();
        let objects = ["<</Type/Catalog>>", "<</Length 2>>\nstream\nhi\nendstream", "(text)"];
        let mut table = "xref\n0 4\n0000000000 65535 f \n".to_owned();
        for (index, object) in objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", pdf.len());
            pdf.extend(format!("{} 0 obj\n{object}\nendobj\n\n", index + 1).bytes());
        }
        let start = pdf.len();
        pdf.extend(
            format!("{table}trailer\n<<\n  /Size 4\n  /Root 1 0 R\n>>\nstartxref\n{start}\n%%EOF").bytes(),
        );

        let packed = packed(pdf);
        assert!(find(&packed, b"stream\nhi\nendstream").is_some());
        assert!(find(&packed, b"/ObjStm/N 2").is_some());
        assert!(find(&packed, b"/Size 6/Root 1 0 R").is_some());
        assert!(find(&packed, b"Catalog").is_none(), "it is in the object stream now");
    }
}
