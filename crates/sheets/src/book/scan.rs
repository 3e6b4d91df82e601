//! How much a part of a zipped workbook would make its reader hold at once.
//!
//! The reader keeps one event of XML and the text of one cell, however long they are; this walks over the bytes
//! while they are unpacked and says when either grows beyond any real cell. What hides tags or feigns them
//! (comments, CDATA, odd quotes) is allowed in small parts only, where nothing can grow far.

use crate::limits::{ODD_PART_BYTES_MAX, TEXT_XML_BYTES_MAX, TEXTS_MAX};

/// Longer names and attributes of the text table's element are nobody's.
const NAME_BYTES_MAX: usize = 64;
const ATTRIBUTES_BYTES_MAX: usize = 1 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Text,
    Name,
    Tag,
    Quoted(u8),
}

/// A walk over one part.
pub struct Scan {
    at: At,
    name: Vec<u8>,
    /// The element whose end is waited for, if `holds`.
    held: Vec<u8>,
    holds: bool,
    slash: bool,
    /// Attributes of the text table, which announces its length.
    attributes: Vec<u8>,
    keeps_attributes: bool,
    since: usize,
    total: u64,
    tags: u64,
    odd: bool,
    too_big: bool,
}

impl Scan {
    /// At the beginning of a part.
    pub fn new() -> Self {
        Self {
            at: At::Text,
            name: Vec::with_capacity(NAME_BYTES_MAX),
            held: Vec::with_capacity(NAME_BYTES_MAX),
            holds: false,
            slash: false,
            attributes: Vec::new(),
            keeps_attributes: false,
            since: 0,
            total: 0,
            tags: 0,
            odd: false,
            too_big: false,
        }
    }

    /// Takes the next bytes; whether the part is beyond what may be read.
    pub fn is_too_big(&mut self, chunk: &[u8]) -> bool {
        for byte in chunk {
            self.since = self.since.wrapping_add(1);
            match self.at {
                At::Text if *byte == b'<' => self.tag_begins(),
                At::Text => {}
                At::Name => self.in_name(*byte),
                At::Tag => self.in_tag(*byte),
                At::Quoted(quote) => {
                    self.keep(*byte);
                    if *byte == quote {
                        self.at = At::Tag;
                    }
                }
            }
        }
        self.total = self.total.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        let grown = if self.odd { self.total > ODD_PART_BYTES_MAX } else { self.since > TEXT_XML_BYTES_MAX };
        self.too_big |= grown;
        self.too_big
    }

    fn tag_begins(&mut self) {
        self.at = At::Name;
        self.name.clear();
        self.slash = false;
        self.keeps_attributes = false;
        self.tags = self.tags.saturating_add(1);
    }

    fn in_name(&mut self, byte: u8) {
        match byte {
            b'>' => self.tag_ends(),
            b'!' | b'?' if self.name.is_empty() => {
                // The declaration that a part begins with is no comment.
                self.odd |= byte == b'!' || self.tags > 1;
                self.at = At::Tag;
            }
            b' ' | b'\t' | b'\r' | b'\n' => {
                self.at = At::Tag;
                self.keeps_attributes = local(&self.name) == b"sst";
                self.attributes.clear();
            }
            b'"' | b'\'' => {
                self.odd = true;
                self.at = At::Quoted(byte);
            }
            _ if self.name.len() < NAME_BYTES_MAX => self.name.push(byte),
            _ => self.odd = true,
        }
    }

    fn in_tag(&mut self, byte: u8) {
        match byte {
            b'>' => return self.tag_ends(),
            b'"' | b'\'' => self.at = At::Quoted(byte),
            b'<' => self.odd = true,
            _ => {}
        }
        self.slash = byte == b'/';
        // Nothing but blanks stands behind the name of an end.
        self.odd |= self.name.first() == Some(&b'/') && !byte.is_ascii_whitespace();
        self.keep(byte);
    }

    fn keep(&mut self, byte: u8) {
        if self.keeps_attributes {
            self.attributes.push(byte);
            self.too_big |= self.attributes.len() > ATTRIBUTES_BYTES_MAX;
            self.keeps_attributes = !self.too_big;
        }
    }

    fn tag_ends(&mut self) {
        self.at = At::Text;
        if self.keeps_attributes {
            self.too_big |= announced(&self.attributes).is_some_and(|texts| texts > TEXTS_MAX);
        }
        let closes_itself = self.slash || self.name.last() == Some(&b'/');
        if self.holds {
            self.holds = self.name.strip_prefix(b"/") != Some(&self.held);
        } else if !closes_itself && is_collected(local(&self.name)) {
            self.holds = true;
            std::mem::swap(&mut self.name, &mut self.held);
        }
        if !self.holds {
            self.since = 0;
        }
    }
}

/// Whether the reader collects the whole text of an element.
fn is_collected(element: &[u8]) -> bool {
    matches!(element, b"v" | b"is" | b"t" | b"si" | b"f")
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// How many texts `uniqueCount="…"` promises; the reader takes room for as many at once.
fn announced(attributes: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(attributes);
    let counts = text.split("uniqueCount").skip(1).map(|rest| {
        let digits = rest.trim_start_matches(|c: char| c.is_whitespace() || "='\"+".contains(c));
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or(if end == 0 { 0 } else { u64::MAX })
    });
    counts.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn too_big(part: &str) -> bool {
        let mut scan = Scan::new();
        part.as_bytes().chunks(1 << 16).any(|chunk| scan.is_too_big(chunk))
    }

    #[test]
    fn texts_beyond_any_cell_are_seen_however_they_are_hidden() {
        let long = " ".repeat(2 * TEXT_XML_BYTES_MAX);
        let pieces = format!("<r><t>{}</t></r>", " ".repeat(1_000)).repeat(2 * TEXT_XML_BYTES_MAX / 1_000);
        let cells = "<c r=\"A1\" t=\"inlineStr\"><is><t>黄桃</t></is></c>".repeat(100_000);
        let many = " ".repeat(usize::try_from(ODD_PART_BYTES_MAX).unwrap());
        for (part, expect) in [
            (format!("<row>{cells}</row>"), false),
            (format!("<?xml version='1.0'?><row>{cells}</row>"), false),
            (format!("<row>{long}</row>"), true),
            (format!("<v>{long}</v>"), true),
            (format!("<c a=\"{long}\"/>"), true),
            (format!("<is>{pieces}</is>"), true),
            (format!("<x:si>{pieces}</x:si>"), true),
            (format!("<is>{}</is>", pieces.replace("</t>", "</t></c><c></v><v>")), true),
            (format!("<is></x:is>{pieces}</is>"), true),
            (format!("<!-- > --><row>{cells}</row>"), false),
            (format!("<is><![CDATA[</is>{many}]]></is>"), true),
            (format!("<is></r \"><is>{many}"), true),
            ("<sst count=\"9\" uniqueCount=\"300\">".to_owned(), false),
            ("<sst uniqueCount = '99999999999'>".to_owned(), true),
            ("<sst uniqueCount=\"99999999999999999999999\">".to_owned(), true),
        ] {
            assert_eq!(too_big(&part), expect, "{}", part.get(..60).unwrap_or(&part));
        }
    }
}
