//! Ways of a division that was merged: they begin and end in its successor.
//!
//! Invariants: what the table says of the successor itself holds; a way between the two leads nowhere any more.

use super::{Ways, all, counted, newest, write};
use base::Refusal;
use places::desk::Merged;
use store::{Tx, params};

/// Lets the ways of a merged division go over; the table is another one then, of the same source.
pub(crate) fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &Merged) -> Result<(), Refusal> {
    tx.hold(county, "transport-costs")?;
    let before = all(tx, county)?;
    let after = carried(&before, merged.old.0, merged.into.0);
    let Some(table) = newest(tx, county)?.filter(|_| after != before) else { return Ok(()) };
    write(tx, county, &after)?;
    // Plans say by which table they were made: those from before this moment go on naming the one before it, since a
    // merger may be entered after its day.
    let id = tx.next_id(county, "way_table")?;
    tx.run(
        "INSERT INTO way_table (county, id, source, ways, made_by, made_post, at)
         SELECT county, $3, source, $4, made_by, made_post, $5 FROM way_table WHERE county = $1 AND id = $2",
        params![county, table.id, id, counted(&after), merged.at],
    )?;
    Ok(())
}

fn carried(before: &Ways, old: i64, into: i64) -> Ways {
    let (theirs, mut after): (Ways, Ways) = before.iter().partition(|((from, to), _)| *from == old || *to == old);
    let end = |id: i64| if id == old { into } else { id };
    for ((from, to), fen) in theirs {
        let ends = (end(from), end(to));
        if ends.0 != ends.1 || from == to {
            after.entry(ends).or_insert(fen);
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_go_over_unless_the_successor_has_its_own() {
        // 7 is merged into 8; 9 is elsewhere, 0 outside the county.
        for (before, after) in [
            (vec![], vec![]),
            (vec![((7, 9), 5), ((9, 7), 6)], vec![((8, 9), 5), ((9, 8), 6)]),
            (vec![((7, 0), 40), ((8, 0), 45)], vec![((8, 0), 45)]),
            (vec![((7, 9), 5), ((8, 9), 9), ((9, 7), 6)], vec![((8, 9), 9), ((9, 8), 6)]),
            (vec![((7, 8), 3), ((8, 7), 4)], vec![]),
            (vec![((7, 7), 1)], vec![((8, 8), 1)]),
            (vec![((7, 7), 1), ((8, 8), 2), ((7, 8), 3)], vec![((8, 8), 2)]),
        ] {
            let (before, after): (Ways, Ways) = (before.into_iter().collect(), after.into_iter().collect());
            assert_eq!(carried(&before, 7, 8), after, "{before:?}");
        }
    }
}
