//! What villages said, what points and live sessions did, row by row.

use super::all;
use base::{Day, Instant, Refusal};
use std::collections::{HashMap, HashSet};
use store::Tx;

store::row! {
    /// A village that is asked about a crop, with the crop's season and clocks.
    #[derive(Clone, Debug)]
    pub struct Asked {
        pub village: i64, pub crop: i64, pub from: Day, pub to: Day, pub season_from: String, pub season_to: String,
        pub cadence: i64, pub timely: i64, pub locks: i64, pub ended: bool,
    }
}

store::row! {
    /// What a village said, survey or report.
    #[derive(Clone, Debug)]
    pub struct Report {
        pub id: i64, pub client: String, pub kind: String, pub village: i64, pub crop: i64, pub period: String, pub grams: i64,
        pub grade: String, pub household: Option<i64>, pub told_at: Instant, pub received_at: Instant, pub device: String,
        pub informant: String, pub quarantine: String, pub made_by: i64, pub to: String, pub round: String,
    }
}

store::row! {
    /// A slip of a point.
    #[derive(Clone, Debug)]
    pub struct Slip {
        pub book: i64, pub seq: i64, pub counterparty: i64, pub product: i64, pub lot: i64, pub gross: i64, pub tare: i64,
        pub ppm: Option<i64>, pub deducted: i64, pub net: i64, pub fen: i64, pub per: i64, pub amount: i64, pub paid: String,
    }
}

store::row! {
    /// An entry on a payment list.
    #[derive(Clone, Debug)]
    pub struct Listed { pub list: i64, pub book: i64, pub seq: i64, pub counterparty: i64, pub amount: i64 }
}

store::row! {
    /// A price that was seen.
    #[derive(Clone, Debug)]
    pub struct Sample {
        pub id: i64, pub crop: i64, pub grade: String, pub day: Day, pub fen: i64, pub replaces: i64, pub at: Instant,
    }
}

store::row! {
    /// A contract of a fair, with the price that was agreed first and how it ended.
    #[derive(Clone, Debug)]
    pub struct AtFair { pub fair: i64, pub contract: i64, pub kg: i64, pub fen_per_kg: i64, pub how: String }
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Around {
    /// Villages that grow a crop.
    pub asked: Vec<Asked>,
    /// What they said, in the order in which it was kept.
    pub reports: Vec<Report>,
    /// The last word of those who looked at a report.
    pub verdicts: HashMap<i64, String>,
    /// Client id that is replaced, and the number of the report that says so.
    pub replaced: Vec<(String, i64)>,
    /// Crop, village, period, last day.
    pub reopened: Vec<(i64, i64, String, String)>,
    /// Slips of points.
    pub slips: Vec<Slip>,
    /// Entries on payment lists.
    pub listed: Vec<Listed>,
    /// List and counterparty: how the row ended.
    pub ended: HashMap<(i64, i64), String>,
    /// List, counterparty, what its row says.
    pub rows: Vec<(i64, i64, i64)>,
    /// Session, book, entry.
    pub live: Vec<(i64, i64, i64)>,
    /// What comes back: book, entry, the sale that it was of, amount.
    pub back: Vec<(i64, i64, i64, i64)>,
    /// Prices that were seen.
    pub samples: Vec<Sample>,
    /// Contracts of fairs.
    pub at_fairs: Vec<AtFair>,
    /// Books of collection points.
    pub points: HashSet<i64>,
}

impl Around {
    pub fn read(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let verdicts: Vec<(i64, String)> =
            all(tx, county, "SELECT report, verdict FROM supply_check WHERE county = $1 ORDER BY report, seq")?;
        let ended: Vec<(i64, i64, String)> =
            all(tx, county, "SELECT list, counterparty, act FROM payment_act WHERE county = $1")?;
        let points: Vec<i64> = all(tx, county, "SELECT id FROM outlet WHERE county = $1 AND kind = 'village_point'")?;
        Ok(Self {
            asked: all(
                tx,
                county,
                "SELECT g.division, g.crop, g.from_day, g.to_day, c.season_from, c.season_to, c.cadence_days, c.timely_days, c.lock_days,
                 c.ended FROM grower g JOIN crop c ON c.county = g.county AND c.id = g.crop
                 WHERE g.county = $1 ORDER BY g.division, g.crop",
            )?,
            reports: all(
                tx,
                county,
                "SELECT id, client, kind, division, crop, period, grams, grade, household, told_at, received_at, device, informant,
                 quarantine, made_by, to_day, round FROM supply_report WHERE county = $1 ORDER BY id",
            )?,
            verdicts: verdicts.into_iter().collect(),
            replaced: all(tx, county, "SELECT client, report FROM supply_replacement WHERE county = $1")?,
            reopened: all(tx, county, "SELECT crop, division, period, until_day FROM report_exception WHERE county = $1")?,
            slips: all(
                tx,
                county,
                "SELECT outlet, seq, counterparty, product, lot, gross_g, tare_g, deduction_ppm, deducted_g, net_g, price_fen,
                 price_per_g, amount_fen, paid FROM intake_slip WHERE county = $1 ORDER BY outlet, seq",
            )?,
            listed: all(
                tx,
                county,
                "SELECT list, outlet, seq, counterparty, amount_fen FROM payment_entry WHERE county = $1 ORDER BY list, seq",
            )?,
            ended: ended.into_iter().map(|(list, who, act)| ((list, who), act)).collect(),
            rows: all(tx, county, "SELECT list, counterparty, amount_fen FROM payment_row WHERE county = $1")?,
            live: all(tx, county, "SELECT session, book, seq FROM live_sale WHERE county = $1 ORDER BY book, seq")?,
            back: all(
                tx,
                county,
                "SELECT book, seq, of_seq, amount_fen FROM line WHERE county = $1 AND of_seq IS NOT NULL ORDER BY book, seq, line",
            )?,
            samples: all(
                tx,
                county,
                "SELECT id, crop, grade, day, fen_per_kg, replaces, at FROM price_sample WHERE county = $1 ORDER BY id",
            )?,
            at_fairs: all(
                tx,
                county,
                "SELECT t.fair, t.id, t.kg, (SELECT p.fen_per_kg FROM contract_price p WHERE p.county = t.county AND p.contract = t.id
                 ORDER BY p.seq LIMIT 1), COALESCE((SELECT e.how FROM contract_end e WHERE e.county = t.county AND e.contract = t.id), '')
                 FROM contract t WHERE t.county = $1 AND t.fair <> 0 ORDER BY t.fair, t.id",
            )?,
            points: points.into_iter().collect(),
        })
    }
}
