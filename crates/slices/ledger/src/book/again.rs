//! Goods bought on: a kilogram that had been taken in from the growers' side before counts once (E5).
//!
//! Goods handed over between books are transfers, which are no purchases, and outlets are no sellers. What is left are goods
//! that come back as a purchase from a producer. They are the same kilograms
//! - where the papers of the line carry the trace code of another lot of the county: all of the line;
//! - where the seller runs a collection point or another outlet (its operator is called as the producer is): as much as that
//!   outlet took in of the crop until that day, in the same year, and did not hand over, sell, lose or give away by its own
//!   book. What its book says went elsewhere cannot be what was bought of its operator as well.
//!
//! Purchases of one producer by two outlets that it does not run are two different purchases, and so are those of two that it
//! does. Undecidable, and so counted: goods of a producer who runs no outlet that two points booked without a transfer and
//! without the label; what was taken in in an earlier year; what an outlet sold to a producer who sells it again. Where a
//! point sends goods to the buyer and books nothing, what it has left by its book is taken for what its operator sold.

use super::bought::Intake;
use crate::around;
use base::{
    Day, Refusal,
    ids::{LotId, OutletId, ProducerId, ProductId},
};
use edge::Actor;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};
use supply::desk::{Again, BoughtLine, OfProducer};

/// A line of a book.
type At = (OutletId, i64, i64);

/// Goods that moved in the outlets of a producer: into them, or out of them to somewhere that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moved {
    day: Day,
    at: At,
    /// Above nothing: into them.
    grams: i64,
}

/// Which of what came in is what was bought of the producer: first what went elsewhere is taken off, then purchases take
/// what is left, each of them only what had come in by its day, the oldest first.
fn same(moved: &[Moved], uses: &[(Day, At, i64)]) -> BTreeMap<(At, At), i64> {
    let mut left: Vec<Moved> = moved.iter().copied().filter(|one| one.grams > 0).collect();
    left.sort_by_key(|one| (one.day, one.at));
    let mut take = |until: Day, wanted: i64, taken: &mut dyn FnMut(At, i64)| {
        let mut wanted = wanted;
        for one in left.iter_mut().filter(|one| one.day <= until) {
            let part = one.grams.min(wanted);
            if part > 0 {
                one.grams -= part;
                wanted -= part;
                taken(one.at, part);
            }
        }
    };
    let mut out: Vec<&Moved> = moved.iter().filter(|one| one.grams < 0).collect();
    out.sort_by_key(|one| (one.day, one.at));
    for one in out {
        take(one.day, one.grams.saturating_neg(), &mut |_, _| ());
    }
    let mut links = BTreeMap::new();
    for (day, at, grams) in uses {
        take(*day, *grams, &mut |of, part| {
            links.insert((*at, of), part);
        });
    }
    links
}

/// What was written into a book, as far as this looks at it.
pub(super) struct Written<'a> {
    pub outlet: OutletId,
    pub intakes: &'a [Intake],
    /// Lines that are kept of them.
    pub kept: &'a [BoughtLine],
    /// Days and products of transfers.
    pub handed: &'a [(Day, ProductId)],
}

/// Says anew what was bought on, after something was written into a book.
pub(super) fn follow(tx: &mut Tx<'_>, actor: &Actor, written: &Written<'_>) -> Result<(), Refusal> {
    let county = actor.county_id();
    if written.intakes.is_empty() && written.handed.is_empty() {
        return Ok(());
    }
    for intake in written.intakes {
        if let Some(undone) = intake.reverses() {
            supply::desk::mirror_again(tx, county, written.outlet, (undone, intake.seq()))?;
        }
    }
    labels(tx, county, written)?;
    let mut touched: BTreeMap<ProducerId, BTreeSet<(i32, ProductId)>> = BTreeMap::new();
    for line in written.kept.iter().filter(|line| line.producer != 0) {
        touched.entry(ProducerId(line.producer)).or_default().insert((line.day.year(), line.product));
    }
    if let Some(runs) = around::runner(tx, county, written.outlet)? {
        let of = touched.entry(runs).or_default();
        of.extend(written.kept.iter().map(|line| (line.day.year(), line.product)));
        of.extend(written.handed.iter().map(|(day, product)| (day.year(), *product)));
    }
    for (producer, goods) in touched {
        let own = around::run_by(tx, county, producer)?;
        if own.is_empty() {
            continue;
        }
        tx.hold(county, &format!("bought-again/{}", producer.0))?;
        let mut done = BTreeSet::new();
        for (year, product) in goods {
            let alike = alike(tx, county, product)?;
            if done.insert((year, alike.clone())) {
                relink(tx, actor, (producer, &own), (year, &alike))?;
            }
        }
    }
    Ok(())
}

/// Products that are made of the same crop; the product alone where that is none, or several.
fn alike(tx: &mut Tx<'_>, county: &str, product: ProductId) -> Result<Vec<ProductId>, Refusal> {
    let crops: Vec<i64> = supply::desk::crops_of_products(tx, county, &[product])?.into_iter().collect();
    match crops.as_slice() {
        [crop] => supply::desk::products_of(tx, county, *crop),
        _ => Ok(vec![product]),
    }
}

/// Lines whose papers carry the trace code of another lot.
fn labels(tx: &mut Tx<'_>, county: &str, written: &Written<'_>) -> Result<(), Refusal> {
    let mut links = Vec::new();
    for intake in written.intakes.iter().filter(|intake| intake.reverses().is_none()) {
        for (number, lot) in intake.lots() {
            let kept = written.kept.iter().find(|line| (line.seq, line.line) == (intake.seq(), number));
            let Some(kept) = kept.filter(|line| line.grams > 0) else { continue };
            if let Some((of_outlet, of_seq, of_line)) = labelled(tx, county, lot)? {
                let how = "label".to_owned();
                let (outlet, seq, line, grams) = (written.outlet, kept.seq, number, kept.grams);
                links.push(Again { outlet, seq, line, how, of_outlet, of_seq, of_line, grams });
            }
        }
    }
    supply::desk::keep_again(tx, county, &links)
}

fn labelled(tx: &mut Tx<'_>, county: &str, lot: LotId) -> Result<Option<At>, Refusal> {
    let of: Option<(String, String)> = tx.find(
        "SELECT batch_no, certificate FROM lot WHERE county = $1 AND id = $2 AND (batch_no <> '' OR certificate <> '')",
        params![county, lot],
    )?;
    let Some((batch, certificate)) = of else { return Ok(None) };
    Ok(tx.find(
        "SELECT o.outlet, o.seq, (SELECT MIN(l.line) FROM line l WHERE l.county = o.county AND l.lot = o.id AND l.book = o.outlet
           AND l.seq = o.seq) FROM lot o JOIN lot n ON n.county = o.county AND n.id = $2
         WHERE o.county = $1 AND o.code IN ($3, $4) AND o.id < $2 AND o.taken_in_on <= n.taken_in_on
         AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.county = o.county AND r.book = o.outlet AND r.reverses = o.seq)
         ORDER BY o.id LIMIT 1",
        params![county, lot, batch, certificate],
    )?)
}

fn relink(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (producer, own): (ProducerId, &[OutletId]),
    (year, products): (i32, &[ProductId]),
) -> Result<(), Refusal> {
    let county = actor.county_id();
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else { return Ok(()) };
    let mut bought = supply::desk::bought_of(tx, county, producer.0, (first, last), products)?;
    bought.retain(|line| !own.contains(&line.outlet));
    let mut standing: Vec<OfProducer> = Vec::with_capacity(bought.len());
    for line in bought {
        let sql = "SELECT COUNT(*) FROM entry WHERE county = $1 AND book = $2 AND reverses = $3";
        if tx.number::<i64>(sql, params![county, line.outlet, line.seq])? == 0 {
            standing.push(line);
        }
    }
    if standing.is_empty() {
        return Ok(());
    }
    let kept = supply::desk::again_by_line(tx, county, &standing)?;
    let labelled = |line: &OfProducer| -> i64 {
        let of = kept.iter().filter(|link| (link.outlet, link.seq, link.line) == (line.outlet, line.seq, line.line));
        of.filter(|link| link.how == "label").map(|link| link.grams).sum()
    };
    let uses: Vec<(Day, At, i64)> = standing
        .iter()
        .map(|line| (line.day, (line.outlet, line.seq, line.line), line.grams.saturating_sub(labelled(line))))
        .collect();
    let mut wanted = same(&moved(tx, actor, own, (first, last), products)?, &uses);
    for link in kept.iter().filter(|link| link.how == "run") {
        let at = ((link.outlet, link.seq, link.line), (link.of_outlet, link.of_seq, link.of_line));
        *wanted.entry(at).or_default() -= link.grams;
    }
    let links: Vec<Again> = wanted
        .into_iter()
        .map(|(((outlet, seq, line), (of_outlet, of_seq, of_line)), grams)| Again {
            outlet,
            seq,
            line,
            how: "run".to_owned(),
            of_outlet,
            of_seq,
            of_line,
            grams,
        })
        .collect();
    supply::desk::keep_again(tx, county, &links)
}

/// What moved in the outlets of a producer between two days, of these products, in grams.
fn moved(
    tx: &mut Tx<'_>,
    actor: &Actor,
    own: &[OutletId],
    (first, last): (Day, Day),
    products: &[ProductId],
) -> Result<Vec<Moved>, Refusal> {
    type Row = (i64, i64, String, Day, ProductId, String, i64);
    let packs: BTreeMap<ProductId, i64> = around::products_at(tx, actor.county_id(), products, actor.now)?
        .into_iter()
        .filter_map(|product| product.pack_g.map(|pack_g| (product.id, pack_g)))
        .collect();
    let mut moved = Vec::new();
    for outlet in own {
        let (list, values) = store::listed(products, params![actor.county_id(), *outlet, first, last]);
        let rows: Vec<Row> = tx.query(
            &format!(
                "SELECT l.seq, l.line, e.kind, e.counts_on, l.product, l.unit, l.quantity FROM entry e
                 JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq AND l.product IN ({list})
                 WHERE e.county = $1 AND e.book = $2 AND e.counts_on >= $3 AND e.counts_on <= $4
                 AND e.kind IN ('purchase', 'consignment_intake', 'transfer', 'sale', 'return', 'loss', 'donation')
                 AND e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.county = e.county AND r.book = e.book
                   AND r.reverses = e.seq) ORDER BY e.seq, l.line"
            ),
            &values,
        )?;
        for (seq, line, kind, day, product, unit, units) in rows {
            let sign = books::Kind::from_code(&kind).map_or(0, books::Kind::stock_sign);
            let unit_g = if unit == "g" { 1 } else { packs.get(&product).copied().unwrap_or_default() };
            let grams = units.checked_mul(unit_g).unwrap_or_default().saturating_mul(sign);
            moved.push(Moved { day, at: (*outlet, seq, line), grams });
        }
    }
    Ok(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_point_of_the_seller_has_left_is_what_was_bought_of_the_seller() {
        let day = |n: i8| Day::new(2026, 8, n).unwrap();
        // Moves in the seller's outlets by day, purchases from the seller by day → how much of each had been bought before.
        for (moves, uses, expect, why) in [
            (vec![(1, 100)], vec![(2, 100)], vec![100], "taken in, then bought of the operator"),
            (vec![(2, 100)], vec![(1, 100)], vec![0], "nothing had come in by then"),
            (vec![(2, 100)], vec![(2, 100)], vec![100], "on the same day"),
            (vec![(1, 60)], vec![(2, 100)], vec![60], "no more than came in"),
            (vec![(1, 100)], vec![(2, 60), (3, 60)], vec![60, 40], "each kilogram once"),
            (vec![(1, 100), (3, -100)], vec![(2, 100)], vec![0], "handed over elsewhere, so it is another one"),
            (vec![(1, 100), (3, 50), (4, -100)], vec![(3, 100)], vec![50], "the oldest goes first"),
            (vec![(1, -100), (2, 100)], vec![(3, 100)], vec![100], "more went out than came in until then"),
            (vec![], vec![(1, 100)], vec![0], "an operator without goods sells its own"),
        ] {
            let moves: Vec<Moved> = (1..)
                .zip(&moves)
                .map(|(seq, (on, grams))| Moved { day: day(*on), at: (OutletId(1), seq, 1), grams: *grams })
                .collect();
            let uses: Vec<(Day, At, i64)> =
                (1..).zip(&uses).map(|(seq, (on, grams))| (day(*on), (OutletId(2), seq, 1), *grams)).collect();
            let links = same(&moves, &uses);
            let of = |at: &At| links.iter().filter(|((by, _), _)| by == at).map(|(_, grams)| grams).sum::<i64>();
            assert_eq!(uses.iter().map(|(_, at, _)| of(at)).collect::<Vec<_>>(), expect, "{why}");
        }
    }
}
