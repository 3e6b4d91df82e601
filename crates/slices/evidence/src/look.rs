//! What a photo shows, in 64 bits: a copy that was shrunk, sent on or saved anew keeps nearly the same ones (E7).
//!
//! Each bit says whether the right neighbour of one of 8 × 8 fields is brighter. That two photos look alike is a hint
//! for somebody who compares them, and decides nothing.

use crate::{content::Media, error::No};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, imageops::FilterType,
    metadata::Orientation,
};
use std::{
    io::Cursor,
    sync::{Mutex, PoisonError},
};

/// Bits in which two photos may differ and still look alike. Our reading: copies that were shrunk, cropped by a little
/// or saved anew differ in a few, and a hint too many costs somebody a look.
const BITS_APART: u32 = 6;
/// With fewer bits set or unset a picture shows nothing to go by: a white sheet, a dark room.
const BITS_LEAST: u32 = 7;
/// Memory that one picture may take while it is decoded: 50 million pixels of four bytes.
const MEMORY: u64 = 200 << 20;
/// Side to which a picture is shrunk before it is turned and looked at.
const SIDE: u32 = 128;

/// What a photo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look(pub i64);

impl Look {
    /// Whether two photos show the same.
    pub fn is_like(self, other: Self) -> bool {
        (self.0 ^ other.0).count_ones() <= BITS_APART
    }
}

/// One picture is decoded at a time: many at once would take memory that nobody counts on.
static DECODING: Mutex<()> = Mutex::new(());

/// Decodes a picture and says what it shows; nothing for a PDF, a coding that is not read here, or a picture without
/// anything to go by. **Errors:** its head is one of a picture and the rest is not, or it takes too much memory.
pub fn of(media: Media, bytes: &[u8]) -> Result<Option<Look>, No> {
    let format = match media {
        Media::Jpeg => ImageFormat::Jpeg,
        Media::Png => ImageFormat::Png,
        Media::Webp => ImageFormat::WebP,
        Media::Pdf => return Ok(None),
    };
    let _one_at_a_time = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
    match upright(format, bytes) {
        Ok(picture) => Ok(look(&picture)),
        Err(ImageError::Unsupported(_)) => Ok(None),
        Err(ImageError::Limits(_)) => Err(No::Pixels { most: crate::content::MEGAPIXELS }),
        Err(_) => Err(media.broken()),
    }
}

/// The picture, small and as its camera was held.
fn upright(format: ImageFormat, bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?.thumbnail(SIDE, SIDE);
    picture.apply_orientation(held);
    Ok(picture)
}

/// The difference hash: of nine fields in each of eight rows, whether the next is brighter.
fn look(picture: &DynamicImage) -> Option<Look> {
    let fields = picture.resize_exact(9, 8, FilterType::Triangle).into_luma8();
    let brighter = fields.rows().flat_map(|row| {
        let row: Vec<u8> = row.map(|field| field.0[0]).collect();
        row.windows(2).map(|pair| u64::from(pair.first() < pair.last())).collect::<Vec<_>>()
    });
    let bits = brighter.fold(0, |bits: u64, one| bits << 1 | one);
    (BITS_LEAST..=64 - BITS_LEAST).contains(&bits.count_ones()).then_some(Look(bits.cast_signed()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    /// An orchard as a phone might take it; another `seed` is another orchard.
    fn orchard(seed: u32) -> DynamicImage {
        let shade = |x: u32, y: u32| {
            let field = seed * 10_007 + x / 60 * 101 + y / 60;
            let mixed = field.wrapping_mul(2_654_435_761);
            u8::try_from((mixed ^ mixed >> 15).wrapping_mul(2_246_822_519) >> 24).unwrap()
        };
        RgbImage::from_fn(480, 360, |x, y| image::Rgb([shade(x, y), shade(x, y) / 2, 40])).into()
    }

    fn saved(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_copy_looks_like_its_photo_and_another_orchard_does_not() {
        let photo = orchard(1);
        let seen = |picture: &DynamicImage, media, format| of(media, &saved(picture, format)).unwrap().unwrap();
        let first = seen(&photo, Media::Jpeg, ImageFormat::Jpeg);
        for (what, copy) in [
            ("shrunk", photo.resize(200, 150, FilterType::Triangle)),
            ("brighter", photo.brighten(20)),
            ("a border cut off", photo.crop_imm(4, 4, 472, 352)),
        ] {
            assert!(first.is_like(seen(&copy, Media::Jpeg, ImageFormat::Jpeg)), "{what}");
        }
        assert!(first.is_like(seen(&photo, Media::Png, ImageFormat::Png)), "saved as another type");
        for seed in 2..40 {
            assert!(!first.is_like(seen(&orchard(seed), Media::Jpeg, ImageFormat::Jpeg)), "orchard {seed}");
        }
        assert!(!first.is_like(seen(&photo.rotate90(), Media::Jpeg, ImageFormat::Jpeg)), "turned");
    }

    #[test]
    fn a_white_sheet_and_a_paper_look_like_nothing() {
        let white = DynamicImage::from(RgbImage::from_pixel(300, 300, image::Rgb([250; 3])));
        assert_eq!(of(Media::Png, &saved(&white, ImageFormat::Png)).unwrap(), None);
        assert_eq!(of(Media::Pdf, b"%PDF-1.4").unwrap(), None);
    }

    #[test]
    fn a_head_without_a_picture_is_none() {
        let whole = saved(&orchard(1), ImageFormat::Png);
        let head: Vec<u8> = whole[..60].iter().copied().chain(*b"IEND\xaeB`\x82").collect();
        let refused = of(Media::Png, &head).map_err(|no| base::Refusal::from(no).code);
        assert_eq!(refused, Err("evidence.broken"));
    }
}
