//! Pairings, rounds of surveys, answers to contracts, carried files, row by row.

use super::all;
use base::{Day, Instant, Refusal};
use std::collections::HashMap;
use store::Tx;

store::row! {
    /// A unit that stands by a village.
    #[derive(Clone, Debug)]
    pub struct Pairing { pub id: i64, pub kind: String, pub unit: i64, pub village: i64, pub from: Day, pub until: Option<Day> }
}

store::row! {
    /// A round of surveys.
    #[derive(Clone, Debug)]
    pub struct Round { pub id: i64, pub from: Day, pub due: Day }
}

store::row! {
    /// Produce that a village said it cannot sell.
    #[derive(Clone, Debug)]
    pub struct Unsalable {
        pub id: i64, pub client: String, pub village: i64, pub crop: i64, pub grams: i64, pub spoils: Day, pub quarantine: String,
        pub received_at: Instant, pub via: String,
    }
}

store::row! {
    /// A contract: whether its buyer can answer, and whether its seller is in no register.
    #[derive(Clone, Debug)]
    pub struct Contract { pub id: i64, pub buys: bool, pub on_paper: bool }
}

store::row! {
    /// What was said of a contract.
    #[derive(Clone, Debug)]
    pub struct Answer { pub contract: i64, pub side: String, pub says: String }
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Sides {
    pub pairings: Vec<Pairing>,
    pub rounds: Vec<Round>,
    /// Round and crop.
    pub round_crops: Vec<(i64, i64)>,
    pub unsalable: Vec<Unsalable>,
    /// Report and act, in their order.
    pub unsalable_acts: Vec<(i64, String)>,
    /// Days after which what a village said of a crop is stale.
    pub stale: HashMap<i64, i64>,
    pub contracts: Vec<Contract>,
    /// What was said of contracts, in its order.
    pub answers: Vec<Answer>,
    /// Ids that phones gave to reports which came in a file.
    pub carried: Vec<String>,
    /// Ids that phones gave to what they did at points.
    pub at_points: Vec<String>,
    /// What the trail keeps of each file that was handed in.
    pub files: Vec<String>,
    /// Reports of unsalable produce with a picture, once for each picture.
    pub pictures: Vec<i64>,
}

impl Sides {
    pub fn read(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let stale: Vec<(i64, i64)> = all(tx, county, "SELECT id, stale_days FROM crop WHERE county = $1")?;
        Ok(Self {
            pairings: all(
                tx,
                county,
                "SELECT p.id, p.kind, p.unit, p.division, p.from_day, (SELECT z.on_day FROM pairing_end z WHERE z.county = p.county
                 AND z.pairing = p.id) FROM pairing p WHERE p.county = $1 ORDER BY p.id",
            )?,
            rounds: all(tx, county, "SELECT id, from_day, due_day FROM survey_round WHERE county = $1 ORDER BY id")?,
            round_crops: all(tx, county, "SELECT round, crop FROM survey_round_crop WHERE county = $1")?,
            unsalable: all(
                tx,
                county,
                "SELECT id, client, division, crop, grams, spoil_on, quarantine, received_at, via FROM unsalable_report
                 WHERE county = $1 ORDER BY id",
            )?,
            unsalable_acts: all(tx, county, "SELECT report, act FROM unsalable_act WHERE county = $1 ORDER BY report, seq")?,
            stale: stale.into_iter().collect(),
            contracts: all(
                tx,
                county,
                "SELECT id, CASE WHEN unit IS NULL AND outlet IS NULL THEN 0 ELSE 1 END, CASE WHEN person IS NULL THEN 0 ELSE 1 END
                 FROM contract WHERE county = $1 ORDER BY id",
            )?,
            answers: all(tx, county, "SELECT contract, side, says FROM contract_answer WHERE county = $1 ORDER BY contract, seq")?,
            carried: all(
                tx,
                county,
                "SELECT client FROM supply_report WHERE county = $1 AND via = 'bundle'
                 UNION ALL SELECT client FROM unsalable_report WHERE county = $1 AND via = 'bundle'",
            )?,
            at_points: all(tx, county, "SELECT client FROM point_item WHERE county = $1")?,
            files: all(tx, county, "SELECT detail FROM audit WHERE county = $1 AND act = 'supply.take_bundle' ORDER BY at")?,
            pictures: all(tx, county, "SELECT subject FROM evidence WHERE county = $1 AND subject_kind = 'unsalable'")?,
        })
    }
}
