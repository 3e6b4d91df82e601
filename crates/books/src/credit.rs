//! Credited sales: what of an outlet's sales the benefiting side confirms by its own lists.
//!
//! For a book, product and year: confirmed = Σ over suppliers of min(taken in, declared), and what was
//! confirmed and unsold at the year's start. If that covers what was sold, all of it is credited;
//! else ⌊sold amount × confirmed ÷ sold quantity⌋. Invariants: never more than was sold; months play
//! no part. All quantities of a product are in one base unit (grams, or pieces).
//!
//! Our reading, where the report is silent: confirmed goods go out before others, first into packs
//! and then to buyers; what two witnesses list of one supplier is the same produce, counted once.

use base::{Fen, ids::ProductId};
use std::collections::{BTreeMap, BTreeSet};

/// A line of a declared list 受益方销售清单.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Whose produce it is.
    pub supplier: i64,
    /// Who handed the list in: the village, the co-operative, the household.
    pub witness: i64,
    /// How much was sold through the outlet.
    pub quantity: i64,
}

/// What a book took in of a supplier, and what the lists say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// From whom.
    pub supplier: i64,
    /// Purchases and consignment intake of the year, less what was sent back.
    pub taken_in: i64,
    /// Declared for the year.
    pub declared: i64,
}

/// A product in a book over a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductYear {
    /// What.
    pub product: ProductId,
    /// Confirmed and unsold at the year's start.
    pub opening_confirmed: i64,
    /// Its suppliers.
    pub sources: Vec<Source>,
    /// Sold in the year, less returns.
    pub sold_quantity: i64,
    /// What came in for it, less returns.
    pub sold_fen: Fen,
    /// In stock at the year's end.
    pub closing_stock: i64,
}

/// Repacking 分装 of one product into another over the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repacked {
    /// What was opened.
    pub from: ProductId,
    /// What was packed.
    pub to: ProductId,
    /// How much was opened, in units of `from`.
    pub input: i64,
    /// How much came of it, in units of `to`.
    pub output: i64,
}

/// What is credited of a product, and why not more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credited {
    /// What.
    pub product: ProductId,
    /// Confirmed and there to be sold.
    pub confirmed: i64,
    /// Credited sales.
    pub credited_fen: Fen,
    /// Sold without confirmation.
    pub gap_fen: Fen,
    /// Declared beyond what the book took in: the sides disagree the other way round.
    pub declared_beyond: i64,
    /// Confirmed, unsold and in stock: the next year's opening.
    pub carried: i64,
}

base::refusals! {
    /// Why a year is not credited.
    pub enum CreditRefusal {
        /// The same product, or a supplier of it, is given twice.
        Twice { product: ProductId } => 422 "credit.twice" "商品 {product} 或其供货方重复" "product {product} or a supplier of it is given twice",
        /// A quantity that cannot be below zero is.
        Negative { product: ProductId } => 422 "credit.negative" "商品 {product} 的数量不能为负" "a quantity of product {product} is below zero",
        /// Repacking names a product that is not given.
        UnknownProduct { product: ProductId } => 422 "credit.unknown_product" "分装涉及未列出的商品 {product}" "repacking names product {product}, which is not given",
        /// A product is packed into itself over some steps.
        Circle { product: ProductId } => 422 "credit.circle" "商品 {product} 的分装首尾相接，无法折算" "product {product} is repacked in a circle",
        /// Larger than can be held.
        Overflow => 422 "credit.overflow" "数量或金额过大" "a quantity or amount is too large",
    }
}

/// Declared quantity by supplier: the lists of one witness are added, of several witnesses of the
/// same produce the largest counts.
///
/// # Errors
/// [`CreditRefusal::Overflow`].
pub fn declared_by_supplier(lists: &[Declared]) -> Result<BTreeMap<i64, i64>, CreditRefusal> {
    let mut by_witness: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for line in lists {
        let sum = by_witness.entry((line.supplier, line.witness)).or_default();
        *sum = sum.checked_add(line.quantity).ok_or(CreditRefusal::Overflow)?;
    }
    let mut by_supplier: BTreeMap<i64, i64> = BTreeMap::new();
    for ((supplier, _), quantity) in by_witness {
        let most = by_supplier.entry(supplier).or_insert(quantity);
        *most = quantity.max(*most);
    }
    Ok(by_supplier)
}

/// Credited sales of a book's products in a year, in the order given. Repackings of one pair
/// are added up first, so that no gram is lost to rounding day by day.
///
/// # Errors
/// In the order of [`CreditRefusal`].
pub fn credit_year(products: &[ProductYear], repacked: &[Repacked]) -> Result<Vec<Credited>, CreditRefusal> {
    let mut confirmed: BTreeMap<ProductId, i64> = BTreeMap::new();
    for year in products {
        if confirmed.insert(year.product, confirmed_quantity(year)?).is_some() {
            return Err(CreditRefusal::Twice { product: year.product });
        }
    }
    for step in in_order(repacked)? {
        let opened = take(&mut confirmed, step.from, step.input)?;
        let packed = floor_ratio(step.output, opened, step.input)?;
        let there = confirmed.get_mut(&step.to).ok_or(CreditRefusal::UnknownProduct { product: step.to })?;
        *there = there.checked_add(packed).ok_or(CreditRefusal::Overflow)?;
    }
    products.iter().map(|year| credit(year, confirmed.get(&year.product).copied().unwrap_or(0))).collect()
}

fn confirmed_quantity(year: &ProductYear) -> Result<i64, CreditRefusal> {
    let product = year.product;
    let suppliers: BTreeSet<i64> = year.sources.iter().map(|source| source.supplier).collect();
    if suppliers.len() != year.sources.len() {
        return Err(CreditRefusal::Twice { product });
    }
    if year.opening_confirmed < 0 || year.sources.iter().any(|source| source.declared < 0) {
        return Err(CreditRefusal::Negative { product });
    }
    // More sent back than taken in this year confirms nothing, and takes nothing from other suppliers.
    let parts = year.sources.iter().map(|source| source.taken_in.max(0).min(source.declared));
    let sum = parts.into_iter().try_fold(year.opening_confirmed, i64::checked_add);
    sum.ok_or(CreditRefusal::Overflow)
}

/// Takes at most `wanted` of what is confirmed of a product.
fn take(confirmed: &mut BTreeMap<ProductId, i64>, product: ProductId, wanted: i64) -> Result<i64, CreditRefusal> {
    let there = confirmed.get_mut(&product).ok_or(CreditRefusal::UnknownProduct { product })?;
    let taken = wanted.min(*there);
    *there = there.checked_sub(taken).ok_or(CreditRefusal::Overflow)?;
    Ok(taken)
}

/// Repackings by pair, each after those that fill what it opens.
fn in_order(repacked: &[Repacked]) -> Result<Vec<Repacked>, CreditRefusal> {
    let mut sums: BTreeMap<(ProductId, ProductId), (i64, i64)> = BTreeMap::new();
    for step in repacked {
        let (input, output) = sums.entry((step.from, step.to)).or_default();
        *input = input.checked_add(step.input).ok_or(CreditRefusal::Overflow)?;
        *output = output.checked_add(step.output).ok_or(CreditRefusal::Overflow)?;
    }
    // A pair that was undone whole has no input and no output.
    let mut waiting: Vec<Repacked> = Vec::new();
    for ((from, to), (input, output)) in sums {
        match (input, output) {
            (0, 0) => {}
            (1.., 0..) => waiting.push(Repacked { from, to, input, output }),
            _ => return Err(CreditRefusal::Negative { product: from }),
        }
    }
    let mut order = Vec::with_capacity(waiting.len());
    while let Some(first) = waiting.first() {
        let circle = CreditRefusal::Circle { product: first.from };
        let ready = waiting.iter().position(|step| waiting.iter().all(|other| other.to != step.from)).ok_or(circle)?;
        order.push(waiting.remove(ready));
    }
    Ok(order)
}

fn credit(year: &ProductYear, confirmed: i64) -> Result<Credited, CreditRefusal> {
    let sold = year.sold_quantity;
    let credited_fen = if sold < 0 || year.sold_fen.0 <= 0 {
        Fen::ZERO
    } else if confirmed >= sold {
        year.sold_fen
    } else {
        Fen(floor_ratio(year.sold_fen.0, confirmed, sold)?)
    };
    let unsold = confirmed.checked_sub(sold.max(0).min(confirmed)).ok_or(CreditRefusal::Overflow)?;
    let beyond = year.sources.iter().map(|source| source.declared.saturating_sub(source.taken_in.max(0)).max(0));
    Ok(Credited {
        product: year.product,
        confirmed,
        credited_fen,
        gap_fen: year.sold_fen.minus(credited_fen).ok_or(CreditRefusal::Overflow)?.max(Fen::ZERO),
        declared_beyond: beyond.into_iter().try_fold(0, i64::checked_add).ok_or(CreditRefusal::Overflow)?,
        carried: unsold.min(year.closing_stock).max(0),
    })
}

/// ⌊a·b/c⌋ for a, b ≥ 0 and c > 0; 0 for c = 0.
fn floor_ratio(a: i64, b: i64, c: i64) -> Result<i64, CreditRefusal> {
    let product = i128::from(a).checked_mul(i128::from(b)).ok_or(CreditRefusal::Overflow)?;
    i64::try_from(product.checked_div(i128::from(c)).unwrap_or(0)).map_err(|_| CreditRefusal::Overflow)
}

#[cfg(test)]
#[path = "credit_tests.rs"]
mod tests;
