//! Gift boxes 礼盒: judged by what is in them.
//!
//! A lot packed from different products is sold as one line, but listed and local are asked of each
//! component: the price is shared by the components' worth ([`crate::worth`]: what they cost), and what does not share the first
//! part's answers stands in further lines of quantity 0.

use crate::{book::DraftLine, error::No, goods::Goods, shelf::Part};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{LotId, ProductId},
};
use books::basket::apportion;
use edge::Actor;
use std::collections::BTreeMap;
use store::{Tx, params};

/// Splits the lines from `first` on that sell gift boxes, by what is true of their components on that day.
pub(crate) fn judge(
    tx: &mut Tx<'_>,
    actor: &Actor,
    goods: &mut Goods,
    parts: &[Part],
    lines: &mut Vec<DraftLine>,
    first: usize,
    day: Day,
) -> Result<(), Refusal> {
    if !parts.iter().any(|part| part.gift_box) {
        return Ok(());
    }
    for (line, part) in lines.split_off(first).into_iter().zip(parts) {
        let Some(lot) = part.lot.filter(|_| part.gift_box) else {
            lines.push(line);
            continue;
        };
        let worth = components(tx, actor.county_id(), lot)?;
        goods.join(Goods::load(tx, actor, worth.keys().copied(), day)?);
        let mut classes: BTreeMap<(bool, bool), Fen> = BTreeMap::new();
        for (product, value) in &worth {
            let product = goods.get(*product)?;
            let sum = classes.entry((!product.listed, !product.local)).or_default();
            *sum = sum.plus(*value).ok_or(No::Overflow)?;
        }
        lines.extend(by_class(&line, &classes, lines.len())?);
    }
    Ok(())
}

/// The line of the box and its further parts. Keys are (not listed, not local), so that the best part leads.
fn by_class(line: &DraftLine, classes: &BTreeMap<(bool, bool), Fen>, before: usize) -> Result<Vec<DraftLine>, No> {
    let weights: Vec<Fen> = classes.values().copied().collect();
    let amounts = apportion(line.form.amount_fen, &weights).ok_or(No::Overflow)?;
    let main = i64::try_from(before).ok().and_then(|n| n.checked_add(1)).ok_or(No::Overflow)?;
    let mut out: Vec<DraftLine> = Vec::with_capacity(classes.len());
    for (((unlisted, foreign), _), amount_fen) in classes.iter().zip(amounts) {
        let mut part = line.clone();
        part.form.amount_fen = amount_fen;
        part.form.listed = !unlisted;
        part.form.local = !foreign;
        if !out.is_empty() {
            part.form.quantity = match line.form.quantity {
                Quantity::G(_) => Quantity::G(0),
                Quantity::Pieces(_) => Quantity::Pieces(0),
            };
            part.form.price = None;
            part.discount_fen = Fen::ZERO;
            part.part_of = Some(main);
        }
        out.push(part);
    }
    Ok(out)
}

/// What the components of a lot are worth; each at least one fen, so that none is forgotten.
fn components(tx: &mut Tx<'_>, county: &str, lot: LotId) -> Result<BTreeMap<ProductId, Fen>, Refusal> {
    let rows: Vec<(ProductId, i64)> = tx.query(
        "SELECT product, CAST(SUM(value_fen) AS BIGINT) FROM lot_source WHERE county = $1 AND lot = $2 GROUP BY product ORDER BY product",
        params![county, lot],
    )?;
    Ok(rows.into_iter().map(|(product, value)| (product, Fen(value.max(1)))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use books::LineForm;

    #[test]
    fn a_box_is_split_by_what_is_true_of_its_components() {
        let form = LineForm {
            product: ProductId(9),
            lot: Some(LotId(4)),
            quantity: Quantity::Pieces(2),
            price: None,
            amount_fen: Fen(20_001),
            listed: false,
            local: false,
            campaign: None,
        };
        let classes =
            BTreeMap::from([((false, false), Fen(3_000)), ((false, true), Fen(1_000)), ((true, true), Fen(1_000))]);
        let lines = by_class(&DraftLine::plain(form), &classes, 2).unwrap();
        let seen: Vec<_> = lines
            .iter()
            .map(|l| (l.form.quantity, l.form.amount_fen.0, l.form.listed, l.form.local, l.part_of))
            .collect();
        assert_eq!(
            seen,
            [
                (Quantity::Pieces(2), 12_001, true, true, None),
                (Quantity::Pieces(0), 4_000, true, false, Some(3)),
                (Quantity::Pieces(0), 4_000, false, false, Some(3)),
            ]
        );
    }
}
