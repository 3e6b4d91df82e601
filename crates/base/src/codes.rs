//! Numbers that others give out: citizen numbers, credit codes, telephones, barcodes.
//!
//! Each reader takes what people type (full width, blanks, lower case) and gives the one
//! normal form. Invariants: nothing is derived from an address prefix or a barcode prefix
//! (neither says where a person lives or where goods grew), and no refusal repeats the number.

pub mod barcode;
pub mod citizen;
pub mod credit;
pub mod phone;

/// Half width, upper case, without blanks: what every code is read from.
fn tidy(text: &str) -> String {
    text.chars().map(crate::names::half_width).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}
