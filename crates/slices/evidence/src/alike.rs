//! Photos that look alike: found by parts of what they show, so that a new one is not held against every other.
//!
//! Invariant: what is found is what comparing with every photo would find. Looks that differ in six bits at most differ in
//! one bit at most in one of their four parts of 16 bits, so whoever has such a part, or one a bit off, is looked at.

use crate::look::Look;
use base::Refusal;
use store::{Tx, Value, params};

/// Photos that look like one which are kept at most, the newest: a picture that everybody sends is no proof of anything.
const ALIKE_MOST: usize = 100;
/// Bits of one part.
const PART: u32 = 16;
/// First bit of each part.
const STARTS: [u32; 4] = [0, 16, 32, 48];

/// A part of a look and all that differ from it in one bit.
fn near(look: Look, start: u32) -> impl Iterator<Item = i64> {
    let part = look.0 >> start & 0xFFFF;
    std::iter::once(part).chain((0..PART).map(move |bit| part ^ 1 << bit))
}

/// Photos with such a part, as the indexes of `photo_look` are written; `$1` county, `$2` on the parts.
fn candidates() -> String {
    let mut number = 1;
    let mut next = || {
        number += 1;
        format!("${number}")
    };
    let of = |start: &u32| {
        let part = if *start == 0 { "look & 65535".to_owned() } else { format!("(look >> {start}) & 65535") };
        let list: Vec<String> = (0..=PART).map(|_| next()).collect();
        format!("SELECT file, look FROM photo_look WHERE county = $1 AND ({part}) IN ({})", list.join(", "))
    };
    let parts: Vec<String> = STARTS.iter().map(of).collect();
    format!("{} ORDER BY file DESC", parts.join(" UNION "))
}

/// Keeps what a photo shows, and which earlier ones look like it.
pub fn keep_look(tx: &mut Tx<'_>, county: &str, file: i64, look: Look) -> Result<(), Refusal> {
    let added = tx.run(
        "INSERT INTO photo_look (county, file, look) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        params![county, file, look.0],
    )?;
    if added == 0 {
        return Ok(());
    }
    // Two that come at once see each other.
    tx.hold(county, "photo_look")?;
    let mut values = params![county].to_vec();
    values.extend(STARTS.iter().flat_map(|start| near(look, *start)).map(Value::from));
    let like: Vec<(i64, i64)> = tx.query(&candidates(), &values)?;
    let others = like.into_iter().filter(|(other, of)| *other != file && Look(*of).is_like(look));
    for (other, _) in others.take(ALIKE_MOST) {
        tx.run(
            "INSERT INTO photo_alike (county, file, other) VALUES ($1, $2, $3), ($1, $3, $2)",
            params![county, file, other],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, sync::Arc};
    use store::{Db, Options, Vault};

    /// Bits that look thrown, and are the same each time.
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }
    }

    #[test]
    fn what_is_found_is_what_comparing_with_every_photo_finds() {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        let mut looks: Vec<Look> = Vec::new();
        for _ in 0..150 {
            let photo = dice.throw();
            looks.push(Look(photo.cast_signed()));
            // Copies that differ in none to nine bits, anywhere in it: also in two bits of every part.
            for bits in 0..10 {
                let flipped = (0..bits).fold(photo, |copy, _| copy ^ 1 << (dice.throw() % 64));
                looks.push(Look(flipped.cast_signed()));
            }
        }
        looks.extend([0b11, 0b11 << 16, 0b11 << 32, 0b11 << 48, 0x3_0003_0003_0000, i64::MIN, -1].map(Look));
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_folder(folder.path(), Arc::new(Vault::new(&[7; 32])), Options::default()).unwrap();
        let mine = looks.clone();
        let found: BTreeSet<(i64, i64)> = db
            .write_now(move |tx| {
                for (file, look) in (1..).zip(&mine) {
                    keep_look(tx, "430582", file, *look)?;
                }
                Ok::<_, Refusal>(tx.query::<(i64, i64)>("SELECT file, other FROM photo_alike", &[])?)
            })
            .unwrap()
            .into_iter()
            .collect();
        let mut expected = BTreeSet::new();
        for (file, look) in (1_i64..).zip(&looks) {
            for (other, of) in (1_i64..).zip(&looks) {
                if file != other && look.is_like(*of) {
                    expected.insert((file, other));
                }
            }
        }
        assert!(expected.len() > 1_000, "{}", expected.len());
        assert_eq!(found, expected);
    }
}
