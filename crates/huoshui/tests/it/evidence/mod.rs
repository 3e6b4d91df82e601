//! Evidence: who attaches, who sees, what is no scan, what is kept of an opening.

mod attach;
mod open;
mod strike;

use image::{GrayImage, ImageFormat, Luma};
use sha2::{Digest, Sha256};
use std::io::Cursor;

/// A photograph: fields of grey that its name decides, so that each shows something else. All are of one length, by
/// what phones append behind the picture.
pub fn photo(which: &str) -> Vec<u8> {
    let mut bytes = photo_as(which, (96, 72), ImageFormat::Jpeg);
    assert!(bytes.len() < PHOTO_BYTES);
    bytes.resize(PHOTO_BYTES, 0);
    bytes
}

const PHOTO_BYTES: usize = 2048;

/// The same photograph in another size or type.
pub fn photo_as(which: &str, (width, height): (u32, u32), format: ImageFormat) -> Vec<u8> {
    let fields = Sha256::digest(which);
    let picture = GrayImage::from_fn(width, height, |x, y| {
        let field = usize::try_from(x * 8 / width + y * 6 / height * 8).unwrap();
        Luma([fields[field % 32].rotate_left(u32::try_from(field / 32).unwrap())])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A scanned paper of one page.
pub fn paper(which: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj<</Type/Catalog/Title({which})>>endobj\nstartxref\n9\n%%EOF\n").into_bytes()
}
