//! The optimum of large instances beside that of OR-tools: equal to the fen and the kilogram. `make solver-test` installs
//! OR-tools and runs this; which pairs are allowed the other side reads from the rules by itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::as_conversions)] // helpers of tests

mod seeded;

use matching::{Instance, read, solve};
use seeded::Size;
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Command};

const OTHER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/ortools_match.py");

/// A season of the county, a tight one, one product in one market, and what is directed to places and sellers.
const SIZES: [Size; 6] = [
    Size { supplies: 900, demands: 420, products: 6, share: 20, ceilings: true, seed: 1 },
    Size { supplies: 2_400, demands: 1_100, products: 9, share: 30, ceilings: true, seed: 2 },
    Size { supplies: 600, demands: 300, products: 1, share: 100, ceilings: true, seed: 3 },
    Size { supplies: 1_500, demands: 700, products: 7, share: 100, ceilings: false, seed: 4 },
    Size { supplies: 1_300, demands: 1_100, products: 5, share: 100, ceilings: false, seed: 5 },
    Size { supplies: 700, demands: 600, products: 1, share: 100, ceilings: false, seed: 6 },
];
/// The pairs of the smallest and of the largest instance are at least this many.
const PAIRS: (u64, u64) = (10_000, 150_000);

/// What the other solver finds of each file, and of how many pairs.
fn known(files: &[PathBuf]) -> Vec<Value> {
    let python = std::env::var("HUOSHUI_SOLVER_PYTHON").expect("run `make solver-test`, which installs OR-tools");
    let out = Command::new(&python).arg(OTHER).arg("totals").args(files).output().expect("a Python");
    assert!(out.status.success(), "{python}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
#[ignore = "needs OR-tools: make solver-test"]
fn large_optima_are_those_of_a_solver_that_others_wrote() {
    let folder = std::env::temp_dir().join(format!("huoshui-known-solver-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let kept = SIZES.map(|size| {
        let file = folder.join(format!("{}.json", size.seed));
        fs::write(&file, seeded::json(&size).to_string()).unwrap();
        file
    });
    let theirs = known(&kept);
    let ours: Vec<Instance> = kept.iter().map(|file| read(&fs::read_to_string(file).unwrap()).unwrap()).collect();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(theirs.len(), SIZES.len());
    for ((size, instance), known) in SIZES.iter().zip(&ours).zip(&theirs) {
        let plan = solve(instance).unwrap();
        let t = plan.totals;
        let own = json!({"matched_kg": t.matched_kg, "urgency_kg": t.urgency_kg, "transport_fen": t.transport_fen});
        for total in ["urgency_kg", "matched_kg", "transport_fen"] {
            assert_eq!(own[total], known[total], "{total} of seed {}: {own} {known}", size.seed);
        }
        // An instance in which everything, or nothing, comes together would say little.
        let all: i64 = instance.supplies.iter().map(|s| s.kg).sum();
        assert!(plan.optimal && t.matched_kg > all / 20 && t.matched_kg < all, "seed {}: {own} of {all}", size.seed);
        println!("seed {}: {} pairs, {own}", size.seed, known["pairs"]);
    }
    let pairs: Vec<u64> = theirs.iter().map(|known| known["pairs"].as_u64().unwrap()).collect();
    let (least, most) = (pairs.iter().min().unwrap(), pairs.iter().max().unwrap());
    assert!(*least >= PAIRS.0 && *most >= PAIRS.1, "{pairs:?}");
}
