//! What happens seldom: a sale that was a mistake, what is owed to owners of consigned goods, gift boxes.

use super::{Act, Line, Plan, Sale};
use crate::{
    goods::By,
    world::{Keeping, consigns},
};
use base::Day;

/// The pavilion that packs gift boxes.
const PACKING: usize = 16;
/// Boxes of the year.
const BOXES: i64 = 10;

impl Plan<'_> {
    /// On the 21st one sale of the day is found to be wrong. Its goods stand on the shelf again; the plan leaves
    /// them there, so that nobody counts on them.
    pub(super) fn undo(&mut self, day: Day, acts: &mut Vec<Act>) {
        if day.day_of_month() != 21 {
            return;
        }
        let fits = |sale: &Sale| {
            let of = self.world.outlets.get(sale.outlet);
            of.is_some_and(|o| o.keeping == Keeping::Till && o.target_fen.is_none()) && !sale.wholesale
        };
        let sold = || acts.iter().filter_map(|act| if let Act::Sell(sale) = act { Some(sale) } else { None });
        let by_voucher = sold().find(|sale| fits(sale) && sale.voucher.is_some());
        let Some(wrong) = by_voucher.or_else(|| sold().find(|sale| fits(sale))).cloned() else { return };
        self.lately.retain(|sale| sale.number != wrong.number);
        acts.push(Act::Undo(wrong));
    }

    /// Owners are paid wherever their goods are sold over the counter.
    pub(super) fn settle(&self) -> Vec<Act> {
        let tills = self.world.outlets.iter().enumerate().filter(|(_, o)| o.keeping == Keeping::Till && !o.new);
        tills.map(|(outlet, _)| Act::Settle { outlet }).collect()
    }

    /// Two lots of one product are mixed, then two products packed into boxes, which are sold at once.
    pub(super) fn gift_boxes(&mut self, day: Day) -> Vec<Act> {
        let Some((packed, grams)) = self.a_box() else { return Vec::new() };
        let half = (BOXES * grams / 2 / 500 + 1) * 500;
        let inputs = self.two_kinds(day);
        let wanted = inputs.iter().map(|product| ((PACKING, *product), half + 1_000)).collect();
        let mut acts = self.take_in(day, &wanted);
        let lines: Vec<Line> = inputs.iter().filter_map(|product| self.line(*product, half)).collect();
        let (Some(output), Some(first), 2) = (self.line(packed, BOXES), lines.first().cloned(), lines.len()) else {
            return acts;
        };
        acts.push(Act::Repack { outlet: PACKING, inputs: vec![first.clone()], output: first });
        for line in &lines {
            self.shelves.entry((PACKING, line.product)).or_default().take(line.quantity, day);
        }
        acts.push(Act::Repack { outlet: PACKING, inputs: lines, output: output.clone() });
        self.sales += 1;
        acts.push(Act::Sell(Sale {
            number: self.sales,
            outlet: PACKING,
            wholesale: false,
            lines: vec![output],
            rounding_fen: 0,
            voucher: None,
            means: 1,
            receipt: String::new(),
        }));
        acts
    }

    /// A listed product by the piece that the pavilion does not sell otherwise.
    fn a_box(&self) -> Option<(usize, i64)> {
        let of = self.world.outlets.get(PACKING)?;
        let mut listed = self.world.products.iter().enumerate().filter(|(n, product)| {
            let applies = self.world.producers.get(product.producer).is_some_and(|p| p.applies);
            applies && product.good.local && *n != self.world.removed && !of.assortment.contains(n)
        });
        listed.find_map(|(n, product)| if let By::Piece(grams) = product.good.by { Some((n, grams)) } else { None })
    }

    /// Two products of the pavilion by weight that are its own when they come in.
    fn two_kinds(&self, day: Day) -> Vec<usize> {
        let fits = |product: &&usize| {
            self.world.products.get(**product).is_some_and(|p| {
                let weighed = p.good.by == By::Weight && p.good.local && **product != self.world.removed;
                weighed && p.good.in_season(day) && !consigns(p.producer)
            })
        };
        let of = self.world.outlets.get(PACKING);
        of.into_iter().flat_map(|o| &o.assortment).filter(fits).take(2).copied().collect()
    }
}
