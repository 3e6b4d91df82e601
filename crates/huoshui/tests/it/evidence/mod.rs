//! Evidence: who attaches, who sees, what is no scan, what is kept of an opening.

mod attach;
mod open;
mod strike;

/// A photograph, told apart from others by what a phone would append.
pub fn photo(which: &str) -> Vec<u8> {
    let head: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    let frame: &[u8] = b"\xff\xc0\0\x11\x08\0\x10\0\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";
    [head, frame, which.as_bytes()].concat()
}

/// A scanned paper of one page.
pub fn paper(which: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj<</Type/Catalog/Title({which})>>endobj\nstartxref\n9\n%%EOF\n").into_bytes()
}
