//! What a file is, by its bytes.

use crate::{limits, problem::FileProblem};
use encoding_rs::{Encoding, GB18030, UTF_8};

/// A format that can be read.
pub enum Kind {
    /// A zipped workbook.
    Xlsx,
    /// A workbook of Excel 97–2003, or WPS in that format.
    Xls,
    /// Text, decoded.
    Text(String),
}

const CFB: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Beginnings of files that people rename by mistake.
const OTHERS: [&[u8]; 12] = [
    b"%PDF",
    b"\xFF\xD8\xFF",
    b"\x89PNG",
    b"GIF8",
    b"RIFF",
    b"Rar!",
    b"7z\xBC\xAF",
    b"\x1F\x8B",
    b"BM\x00",
    b"PK\x05\x06",
    b"<html",
    b"<?xml",
];

/// Recognises a file.
///
/// # Errors
/// `Empty`, `TooBig`, `WpsTable` or `NotAWorkbook`.
pub fn of(name: &str, bytes: &[u8]) -> Result<Kind, FileProblem> {
    if bytes.len() > limits::FILE_BYTES_MAX {
        return Err(FileProblem::TooBig);
    }
    let is_et = name.to_ascii_lowercase().ends_with(".et");
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Xlsx);
    }
    if bytes.starts_with(CFB) {
        return if is_et { Err(FileProblem::WpsTable) } else { Ok(Kind::Xls) };
    }
    let head: Vec<u8> = bytes.iter().take(8).map(u8::to_ascii_lowercase).collect();
    if OTHERS.iter().any(|magic| bytes.starts_with(magic) || head.starts_with(magic)) {
        return Err(FileProblem::NotAWorkbook);
    }
    let text = decode(bytes).ok_or(if is_et { FileProblem::WpsTable } else { FileProblem::NotAWorkbook })?;
    if text.chars().all(char::is_whitespace) {
        return Err(FileProblem::Empty);
    }
    Ok(Kind::Text(text))
}

/// Text by its byte order mark, else strict UTF-8, else strict GB 18030; never with replacements.
fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes.get(mark..)?);
    }
    strict(UTF_8, bytes).or_else(|| strict(GB18030, bytes))
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // A table has no control characters: what has them is a binary file that happens to decode.
    let binary = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}'));
    // GB 18030 has a mark too, and some programs write one mark before another.
    (!binary).then(|| text.trim_start_matches('\u{feff}').to_owned())
}

/// Whether a compound file holds an encrypted workbook: its directory names the stream in UTF-16.
pub fn is_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_strictly() {
        let town = "斫𥕢乡";
        let gb: &[u8] = &[0xED, 0xBD, 0x96, 0x39, 0xAE, 0x34, 0xCF, 0xE7];
        let (encoded, _, bad) = GB18030.encode(town);
        assert!(!bad);
        assert_eq!(encoded.get(encoded.len() - 6..), gb.get(2..));
        assert_eq!(decode(&encoded).as_deref(), Some(town));
        assert_eq!(decode(town.as_bytes()).as_deref(), Some(town));
        assert_eq!(decode(&[b"\xEF\xBB\xBF", town.as_bytes()].concat()).as_deref(), Some(town));
        assert_eq!(decode(&[b"\x84\x31\x95\x33", encoded.as_ref()].concat()).as_deref(), Some(town));
        assert_eq!(decode(b"\x00\x01\x02"), None);
        assert_eq!(decode(b"ok \xFF\xFF"), None);
    }
}
