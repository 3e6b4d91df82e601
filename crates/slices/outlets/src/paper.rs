//! What prints have in common: QR codes.

use base::Refusal;
use qrcode::{QrCode, render::svg};

/// A QR code as SVG without fixed size, to stand inside a page.
pub fn qr(text: &str) -> Result<String, Refusal> {
    let code = QrCode::new(text).map_err(|e| store::StoreError::Other(format!("QR code: {e}")))?;
    let drawn = code.render::<svg::Color<'_>>().quiet_zone(false).build();
    // The XML declaration has no place inside a page.
    Ok(drawn.split_once("?>").map_or(drawn.clone(), |(_, svg)| svg.to_owned()))
}
