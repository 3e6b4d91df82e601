//! Products as a line needs them: in the catalogue's unit, with what was true of them at that moment.

use crate::{
    around::{self, Product},
    error::No,
};
use base::{Day, Fen, Instant, Quantity, Refusal, ids::ProductId, quantity::amount, units::UnitPrice};
use edge::Actor;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// Lines that one entry may have.
pub(crate) const LINES_MOST: usize = 500;

/// The products of an entry, by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Goods(BTreeMap<ProductId, Product>);

impl Goods {
    /// Loads each product once, as it was on that day: today as of now, a past day as of its end.
    pub(crate) fn load(
        tx: &mut Tx<'_>,
        actor: &Actor,
        products: impl IntoIterator<Item = ProductId>,
        day: Day,
    ) -> Result<Self, Refusal> {
        let ids: Vec<ProductId> = products.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let at = moment(actor, day);
        let found = around::products_at(tx, actor.county_id(), &ids, at)?;
        Ok(Self(found.into_iter().map(|product| (product.id, product)).collect()))
    }

    /// One of them. **Errors:** it was not asked for.
    pub(crate) fn get(&self, product: ProductId) -> Result<&Product, No> {
        self.0.get(&product).ok_or(No::Product { product: product.0 })
    }

    /// Their ids.
    pub(crate) fn ids(&self) -> Vec<ProductId> {
        self.0.keys().copied().collect()
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Product> {
        self.0.values()
    }

    /// Takes in more of them.
    pub(crate) fn join(&mut self, more: Self) {
        self.0.extend(more.0);
    }
}

/// The moment at which a product's listing is asked for an entry of that day.
pub(crate) fn moment(actor: &Actor, day: Day) -> Instant {
    if day == actor.day() { actor.now } else { day.plus_days(1).starts_at().plus_seconds(-1) }
}

/// A quantity as people read it.
pub(crate) fn in_words(quantity: Quantity) -> String {
    match quantity {
        Quantity::G(grams) => books::stock::kilograms(grams),
        Quantity::Pieces(pieces) => format!("{pieces} 件"),
    }
}

/// A quantity with what it costs, in the unit of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Priced {
    pub quantity: Quantity,
    pub price: Option<UnitPrice>,
    pub gross: Fen,
}

/// Brings a quantity into the product's unit and prices it. The amount is that of the unit as it
/// was said; a price that does not convert exactly is not kept, its amount is.
pub(crate) fn price(
    product: &Product,
    said: Quantity,
    price: Option<UnitPrice>,
    said_amount: Option<Fen>,
) -> Result<Priced, No> {
    let number = number(said);
    if number <= 0 {
        return Err(No::Quantity);
    }
    if said_amount.is_some_and(|amount| amount.0 < 0) || price.is_some_and(|price| price.fen.0 < 0 || price.per <= 0) {
        return Err(No::Amount);
    }
    let gross = match (said_amount, price) {
        (Some(amount), _) => amount,
        (None, Some(price)) => amount(price.fen, number, price.per).ok_or(No::Overflow)?,
        (None, None) => return Err(No::Price { name: product.name.clone() }),
    };
    let quantity = in_unit(product, said)?;
    let price = price.and_then(|price| price_in_unit(product, said, price));
    Ok(Priced { quantity, price, gross })
}

/// A quantity in the unit of the catalogue; pieces and weight convert by the net weight of a piece, exactly.
pub(crate) fn in_unit(product: &Product, said: Quantity) -> Result<Quantity, No> {
    let no = || No::NoConversion { name: product.name.clone() };
    let pack = || product.pack_g.filter(|pack| *pack > 0).ok_or_else(no);
    match (said, product.unit.as_str()) {
        (Quantity::G(_), "g") | (Quantity::Pieces(_), "piece") => Ok(said),
        (Quantity::Pieces(pieces), _) => pieces.checked_mul(pack()?).map(Quantity::G).ok_or(No::Overflow),
        (Quantity::G(grams), _) => {
            let pack = pack()?;
            grams
                .checked_rem(pack)
                .filter(|rest| *rest == 0)
                .and_then(|_| grams.checked_div(pack))
                .map(Quantity::Pieces)
                .ok_or_else(no)
        }
    }
}

fn price_in_unit(product: &Product, said: Quantity, price: UnitPrice) -> Option<UnitPrice> {
    match (said, product.unit.as_str()) {
        (Quantity::G(_), "g") | (Quantity::Pieces(_), "piece") => Some(price),
        (Quantity::Pieces(_), _) => Some(UnitPrice { fen: price.fen, per: price.per.checked_mul(product.pack_g?)? }),
        (Quantity::G(_), _) => {
            let pack = product.pack_g?;
            (price.per.checked_rem(pack)? == 0)
                .then(|| Some(UnitPrice { fen: price.fen, per: price.per.checked_div(pack)? }))?
        }
    }
}

/// The number of base units.
pub(crate) fn number(quantity: Quantity) -> i64 {
    crate::book::split(quantity).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(unit: &str, pack_g: Option<i64>) -> Product {
        Product {
            unit: unit.into(), pack_g, ..Product::sample("黄桃", catalogue::desk::LegalClass::EdibleFarm, None)
        }
    }

    #[test]
    fn quantities_and_prices_take_the_catalogues_unit() {
        use Quantity::{G, Pieces};
        let per = |fen, per| Some(UnitPrice { fen: Fen(fen), per });
        for (unit, pack, said, price_said, amount_said, expect) in [
            ("g", None, G(1_500), per(1_000, 500), None, Ok((G(1_500), per(1_000, 500), 3_000))),
            ("g", Some(5_000), Pieces(2), per(9_800, 1), None, Ok((G(10_000), per(9_800, 5_000), 19_600))),
            ("piece", Some(5_000), G(10_000), per(2_000, 1_000), None, Ok((Pieces(2), None, 20_000))),
            ("piece", Some(500), G(1_000), per(2_000, 1_000), None, Ok((Pieces(2), per(2_000, 2), 2_000))),
            ("piece", Some(5_000), G(7_000), per(2_000, 1_000), None, Err(No::NoConversion { name: "黄桃".into() })),
            ("g", None, Pieces(1), per(1, 1), None, Err(No::NoConversion { name: "黄桃".into() })),
            ("g", None, G(0), per(1, 1), None, Err(No::Quantity)),
            ("g", None, G(-5), per(1, 1), None, Err(No::Quantity)),
            ("g", None, G(5), None, None, Err(No::Price { name: "黄桃".into() })),
            ("g", None, G(5), per(-1, 1), None, Err(No::Amount)),
            ("g", None, G(5), None, Some(Fen(-1)), Err(No::Amount)),
            ("g", None, G(500), None, Some(Fen(880)), Ok((G(500), None, 880))),
            ("g", None, G(i64::MAX), per(i64::MAX, 1), None, Err(No::Overflow)),
        ] {
            let got = price(&product(unit, pack), said, price_said, amount_said);
            assert_eq!(got.map(|p| (p.quantity, p.price, p.gross.0)), expect);
        }
    }
}
