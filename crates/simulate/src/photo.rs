//! Pictures for evidence: small, drawn from a seed, and told apart by their bytes. No photograph of anything.

use crate::rng::Rng;
use edge::Upload;

/// Width and height.
const SIDE: u32 = 96;

/// A picture as it is handed in for evidence.
pub fn file(name: &str, seed: u64) -> Upload {
    let fields = [("kind".to_owned(), "photo".to_owned())].into_iter().collect();
    Upload { name: format!("{name}.png"), bytes: picture(seed), fields }
}

/// Sides of the patches of leaves and soil.
const PATCH: i64 = 12;
/// Leaves in light and shade, soil, sky between branches.
const TONES: [[u8; 3]; 6] = [[52, 88, 46], [96, 132, 74], [140, 170, 96], [120, 92, 64], [176, 205, 226], [34, 56, 34]];

/// A picture as a PNG file: fruit among leaves, each seed's its own, so that no two look alike.
fn picture(seed: u64) -> Vec<u8> {
    let mut rng = Rng::new(seed, "picture");
    let side = i64::from(SIDE);
    let patches: Vec<[u8; 3]> =
        (0..(side / PATCH).pow(2)).map(|_| rng.pick(&TONES).copied().unwrap_or([96, 132, 74])).collect();
    let fruit: Vec<(i64, i64, i64)> =
        (0..rng.between(5, 12)).map(|_| (rng.between(0, side), rng.between(0, side), rng.between(5, 11))).collect();
    let mut rows = Vec::new();
    for y in 0..side {
        // Each row begins with the word that it is not filtered.
        rows.push(0);
        for x in 0..side {
            let on = fruit.iter().any(|(fx, fy, r)| (x - fx).pow(2) + (y - fy).pow(2) < r * r);
            let patch = usize::try_from(y / PATCH * (side / PATCH) + x / PATCH).ok();
            let leaf = patch.and_then(|n| patches.get(n)).copied().unwrap_or([96, 132, 74]);
            rows.extend(if on { [236, 178, 84] } else { leaf });
        }
    }
    png(&rows)
}

/// Rows of colours as a PNG, its data kept as they are.
fn png(rows: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend(SIDE.to_be_bytes());
    head.extend(SIDE.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &head);
    // zlib without compression: blocks of at most 65,535 bytes.
    let mut data = vec![0x78, 0x01];
    let mut blocks = rows.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        data.push(u8::from(blocks.peek().is_none()));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    data.extend(adler(rows).to_be_bytes());
    chunk(&mut file, b"IDAT", &data);
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    file.extend(kind);
    file.extend(data);
    file.extend(crc(kind.iter().chain(data)).to_be_bytes());
}

/// CRC-32 of ISO 3309, bit by bit.
fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    let fold = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.fold(u32::MAX, fold)
}

fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standards() {
        assert_eq!(crc(b"123456789".iter()), 0xcbf4_3926);
        assert_eq!(adler(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn one_seed_is_one_picture() {
        assert_eq!(picture(1), picture(1));
        assert_ne!(picture(1), picture(2));
        assert!(picture(1).ends_with(b"IEND\xaeB`\x82"));
    }
}
