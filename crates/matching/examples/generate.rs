//! Writes a seeded instance of `huoshui match` to stdout: `generate OFFERS WANTS PAIRS PRODUCTS SEED`.
//!
//! Places lie on a square of 60 km, most produce in some hundred villages and most buyers in town; transport costs
//! ¥0.10 a kg and ¥0.01 more each km. Each offer is paired with wants of its product, drawn without
//! repetition; a tenth of the pairs has a ceiling of its own. The same arguments give the same bytes.

use std::{
    collections::BTreeSet,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

/// A generator of 64-bit numbers (Vigna's SplitMix64): small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// A number from 0 to before `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }
}

/// Metres east and north.
type Spot = (u64, u64);

struct Size {
    offers: u64,
    wants: u64,
    pairs: u64,
    products: u64,
}

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let [offers, wants, pairs, products, seed] = numbers.as_slice() else {
        let _ = writeln!(io::stderr(), "generate OFFERS WANTS PAIRS PRODUCTS SEED");
        return ExitCode::from(2);
    };
    let size = Size { offers: *offers, wants: *wants, pairs: *pairs, products: (*products).max(1) };
    match write(&size, &mut Dice(*seed), &mut BufWriter::new(io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn write(size: &Size, dice: &mut Dice, out: &mut impl Write) -> io::Result<()> {
    let offer_at: Vec<Spot> = (0..size.offers).map(|_| (dice.below(60_000), dice.below(60_000))).collect();
    let town = |dice: &mut Dice| if dice.below(10) < 7 { dice.between(25_000, 35_000) } else { dice.below(60_000) };
    let want_at: Vec<Spot> = (0..size.wants).map(|_| (town(dice), town(dice))).collect();
    write!(out, "{{\"supplies\":[")?;
    for i in 0..size.offers {
        let (kg, urgency, day) = (dice.between(50, 5_000), dice.below(4), dice.between(10, 20));
        let (comma, product, village) = (comma(i), i % size.products, dice.below(579));
        write!(
            out,
            "{comma}{{\"id\":\"s{i}\",\"product\":\"p{product}\",\"place\":\"430582204{village:03}\",\"kg\":{kg},\
             \"from\":\"2026-08-{day}\",\"to\":\"2026-08-28\",\"floor_fen_per_kg\":null,\"urgency\":{urgency}}}"
        )?;
    }
    write!(out, "\n],\"demands\":[")?;
    for i in 0..size.wants {
        let (comma, product, kg) = (comma(i), i % size.products, dice.between(100, 12_000));
        write!(
            out,
            "{comma}{{\"id\":\"d{i}\",\"product\":\"p{product}\",\"place\":\"430582001\",\"kg\":{kg},\
             \"from\":\"2026-08-04\",\"to\":\"2026-08-28\",\"max_fen_per_kg\":null,\"directed_to\":null}}"
        )?;
    }
    write!(out, "\n],\"transport\":[],\"pairs\":[")?;
    write_pairs(size, dice, (&offer_at, &want_at), out)?;
    writeln!(out, "\n]}}")
}

fn comma(row: u64) -> &'static str {
    if row == 0 { "\n" } else { ",\n" }
}

/// As many pairs for each offer as the total asks for, never more than there are wants of its product.
fn write_pairs(
    size: &Size,
    dice: &mut Dice,
    (offer_at, want_at): (&[Spot], &[Spot]),
    out: &mut impl Write,
) -> io::Result<()> {
    let mut written = 0;
    for (i, from) in (0..size.offers).zip(offer_at) {
        let product = i % size.products;
        let rows = (size.wants + size.products - 1 - product) / size.products;
        let count = ((i + 1) * size.pairs / size.offers - i * size.pairs / size.offers).min(rows);
        let mut drawn = BTreeSet::new();
        while u64::try_from(drawn.len()).unwrap_or(count) < count {
            drawn.insert(dice.below(rows) * size.products + product);
        }
        for want in drawn {
            let to = usize::try_from(want).ok().and_then(|w| want_at.get(w)).unwrap_or(from);
            let metres = (from.0.abs_diff(to.0).pow(2) + from.1.abs_diff(to.1).pow(2)).isqrt();
            let (comma, fen) = (comma(written), 10 + metres / 1_000 + dice.below(3));
            write!(out, "{comma}{{\"supply\":\"s{i}\",\"demand\":\"d{want}\",\"fen_per_kg\":{fen}")?;
            if dice.below(10) == 0 {
                write!(out, ",\"max_kg\":{}", dice.between(50, 2_000))?;
            }
            write!(out, "}}")?;
            written += 1;
        }
    }
    Ok(())
}
