//! What a file is, by its bytes.
//!
//! Invariant: only JPEG, PNG, WebP and PDF come through, whole and without a web page inside. A
//! picture's head tells its size here, before [`crate::look`] decodes it.

use crate::error::No;

/// Bytes of one file at most.
pub const BYTES: usize = 10 << 20;
/// Million pixels of a picture at most: what phones take, and no bomb for who opens it.
pub const MEGAPIXELS: u64 = 50;
/// How far from its end a PDF may have its last mark; scanners append blanks.
const PDF_TAIL: usize = 2048;

/// The types that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// PDF.
    Pdf,
}

impl Media {
    const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf];

    /// Its media type.
    pub fn word(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// The one with this media type.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.word() == word)
    }

    /// The refusal that a file begins like one and is none.
    pub fn broken(self) -> No {
        No::Broken { media: format!("{self:?}").to_uppercase() }
    }

    /// A name that ends as the content demands, whatever the sender called it.
    pub fn file_name(self, name: &str) -> String {
        let endings: &[&str] = match self {
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::Webp => &[".webp"],
            Self::Pdf => &[".pdf"],
        };
        let (lower, first) = (name.to_lowercase(), endings.first().copied().unwrap_or_default());
        if endings.iter().any(|ending| lower.ends_with(ending)) { name.to_owned() } else { format!("{name}{first}") }
    }
}

/// What these bytes are. **Errors:** empty, too large, of another type, cut off, or a page in disguise.
pub fn judge(bytes: &[u8]) -> Result<Media, No> {
    if bytes.is_empty() {
        return Err(No::Empty);
    }
    if bytes.len() > BYTES {
        let tenths = bytes.len().saturating_mul(10).div_ceil(1 << 20);
        let size = format!("{}.{}", tenths / 10, tenths % 10);
        return Err(No::TooLarge { limit: u64::try_from(BYTES >> 20).unwrap_or(u64::MAX), size });
    }
    let media = infer::get(bytes).and_then(|found| Media::from_word(found.mime_type())).ok_or(No::Type)?;
    if !whole(media, bytes) {
        return Err(media.broken());
    }
    if carries_markup(bytes) {
        return Err(No::Markup);
    }
    if media != Media::Pdf && pixels(bytes).is_none_or(|count| count > MEGAPIXELS * 1_000_000) {
        return Err(No::Pixels { most: MEGAPIXELS });
    }
    Ok(media)
}

/// Whether the end is there, and a picture's head says its size.
fn whole(media: Media, bytes: &[u8]) -> bool {
    let has = |part: &[u8], within: &[u8]| within.windows(part.len()).any(|window| window == part);
    match media {
        // Phones append their own data behind the picture, so the end mark is looked for anywhere.
        Media::Jpeg => has(&[0xFF, 0xD9], bytes) && pixels(bytes).is_some(),
        Media::Png => has(b"IEND", bytes) && pixels(bytes).is_some(),
        Media::Webp => {
            let said = bytes.get(4..8).and_then(|size| size.try_into().ok()).map(u32::from_le_bytes);
            said.and_then(|size| usize::try_from(size).ok()).is_some_and(|size| size.saturating_add(8) <= bytes.len())
                && pixels(bytes).is_some()
        }
        Media::Pdf => {
            let tail = bytes.get(bytes.len().saturating_sub(PDF_TAIL)..).unwrap_or(bytes);
            has(b"%%EOF", tail) && has(b"startxref", bytes)
        }
    }
}

/// Width × height as the head says; nothing if it says none.
fn pixels(bytes: &[u8]) -> Option<u64> {
    let size = imagesize::blob_size(bytes).ok()?;
    let count = u64::try_from(size.width).ok()?.checked_mul(u64::try_from(size.height).ok()?)?;
    (count > 0).then_some(count)
}

/// Openings of HTML and SVG that have no place in a scan. They are long enough not to arise by
/// chance in compressed data; XMP and other metadata use none of them.
const MARKUP: [&[u8]; 7] =
    [b"<script", b"<!doctype", b"<html>", b"<html ", b"<iframe", b"<svg xmlns", b"<foreignobject"];

fn carries_markup(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(at..).unwrap_or_default();
        let opens = |mark: &&[u8]| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        if MARKUP.iter().any(opens) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of this width and height: head and end, which is all that is looked at.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
        bytes
    }

    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\0\x10\0\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";
    const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x1f\xc0\x03\0\0\0\0\0\0\0\0\0\0";
    const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF\n";

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let cut = |bytes: &[u8]| bytes[..bytes.len() - 8].to_vec();
        let with = |bytes: &[u8], more: &[u8]| [bytes, more].concat();
        for (what, bytes, expect) in [
            ("png", png(20, 30), Ok(Media::Png)),
            ("jpeg", JPEG.to_vec(), Ok(Media::Jpeg)),
            ("webp", WEBP.to_vec(), Ok(Media::Webp)),
            ("pdf", PDF.to_vec(), Ok(Media::Pdf)),
            ("jpeg with a phone's data behind it", with(JPEG, b"SEFT 1234 <x:xmpmeta/>"), Ok(Media::Jpeg)),
            ("nothing", Vec::new(), Err("evidence.empty")),
            ("too large", vec![0; BYTES + 1], Err("evidence.too_large")),
            ("text", b"licence".to_vec(), Err("evidence.type")),
            ("page", b"<!DOCTYPE html><script>1</script>".to_vec(), Err("evidence.type")),
            ("drawing", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Err("evidence.type")),
            ("zip", b"PK\x03\x04 and so on".to_vec(), Err("evidence.type")),
            ("gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), Err("evidence.type")),
            ("cut png", cut(&png(20, 30)), Err("evidence.broken")),
            ("cut webp", cut(WEBP), Err("evidence.broken")),
            ("cut pdf", cut(PDF), Err("evidence.broken")),
            ("text that begins like a jpeg", b"\xff\xd8\xff and no more\xff\xd9".to_vec(), Err("evidence.broken")),
            ("text that begins like a pdf", b"%PDF-1.7 trust me".to_vec(), Err("evidence.broken")),
            ("png of no size", png(0, 30), Err("evidence.broken")),
            ("bomb", png(60_000, 60_000), Err("evidence.pixels")),
            ("jpeg and page", with(JPEG, b"<HTML><body onload=x>"), Err("evidence.markup")),
            ("png and drawing", with(&png(2, 2), b"<svg xmlns='x' onload='y'>"), Err("evidence.markup")),
            ("pdf and script", with(b"%PDF-1.4\n<ScRiPt>", PDF), Err("evidence.markup")),
        ] {
            let got = judge(&bytes).map_err(|no| base::Refusal::from(no).code);
            assert_eq!(got, expect, "{what}");
        }
    }

    #[test]
    fn a_name_ends_as_its_content_demands() {
        for (media, name, expect) in [
            (Media::Jpeg, "执照.JPG", "执照.JPG"),
            (Media::Jpeg, "执照.html", "执照.html.jpg"),
            (Media::Pdf, "决定", "决定.pdf"),
            (Media::Png, "a.jpg", "a.jpg.png"),
        ] {
            assert_eq!(media.file_name(name), expect);
        }
    }
}
