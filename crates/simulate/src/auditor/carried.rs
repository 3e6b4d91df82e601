//! Files that were carried: each was handed in twice, and what is in it is here once.

use super::{Faults, facts::Facts};
use crate::{
    play::{client_of_report, client_of_slip},
    year::Played,
};
use std::collections::{BTreeMap, BTreeSet};

/// Checks the files.
pub fn check(facts: &Facts, played: &Played, faults: &mut Faults) {
    let (sides, watched) = (&facts.sides, &played.witness.around);
    let once = |ids: &[String], of: &BTreeSet<String>| {
        let mut counted: BTreeMap<String, usize> = of.iter().map(|id| (id.clone(), 0)).collect();
        for id in ids {
            *counted.entry(id.clone()).or_default() += 1;
        }
        counted.into_iter().filter(|(_, times)| *times != 1).collect::<Vec<_>>()
    };
    let reports = watched.carried_reports.iter().map(|number| client_of_report(*number)).collect();
    faults.same("carried.once", || "reports".to_owned(), &once(&sides.carried, &reports), &Vec::new());
    let slips: BTreeSet<String> = watched.carried_slips.iter().map(|number| client_of_slip(*number)).collect();
    let kept: Vec<String> = sides.at_points.iter().filter(|id| slips.contains(*id)).cloned().collect();
    faults.same("carried.once", || "slips".to_owned(), &once(&kept, &slips), &Vec::new());
    let known = sides.carried.iter().all(|id| reports.contains(id));
    faults.same("carried.unknown", || "reports".to_owned(), &known, &true);
    let files: BTreeSet<&String> = sides.files.iter().collect();
    faults.same("carried.files", || "files".to_owned(), &files.len(), &watched.files);
    faults.same("carried.times", || "all".to_owned(), &sides.files.len(), &(watched.files * 2));
    for report in sides.unsalable.iter().filter(|report| report.via == "bundle") {
        let pictures = sides.pictures.iter().filter(|of| **of == report.id).count();
        faults.same("carried.picture", || format!("report {}", report.id), &pictures, &1);
    }
}
