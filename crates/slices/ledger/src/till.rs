//! What the till page needs: products with prices, codes and pinyin initials, and the shop's label scale.

use crate::{around, error::No};
use base::{
    Fen, Refusal,
    ids::{OutletId, ProductId},
    names,
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, Value, params};

/// A product as the till finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TillProduct {
    /// Id.
    pub id: ProductId,
    /// Name.
    pub name: String,
    /// Pinyin initials, lower case: 黄桃 → `ht`.
    pub initials: String,
    /// Barcodes.
    pub gtins: Vec<String>,
    /// Number on this shop's label scale.
    pub scale_item: Option<String>,
    /// Price in fen …
    pub price_fen: Fen,
    /// … for so many grams or pieces.
    pub per: i64,
    /// `weight` or `pieces`.
    pub measure: String,
    /// What a piece is called: 瓶, 盒; empty for what is weighed.
    pub piece_word: String,
    /// Listed now.
    pub listed: bool,
    /// What is in stock, in grams or pieces.
    pub on_hand: i64,
}

/// Layout of a label-scale prefix: digits after the prefix are item and value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleFormat {
    /// Two digits, `20`–`29`.
    pub prefix: String,
    /// `weight_g`, `amount_fen` or `amount_and_weight`.
    pub value: String,
    /// Digits of the item.
    pub item_digits: u8,
    /// Digits of the value.
    pub value_digits: u8,
}

/// What the till works with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TillView {
    /// The outlet's name, for the receipt.
    pub outlet_name: String,
    /// Products with a price here, in stock here, or listed.
    pub products: Vec<TillProduct>,
    /// Layouts of the shop's label scale.
    pub scale_formats: Vec<ScaleFormat>,
    /// Whether what is not in stock is refused.
    pub stock_kept: bool,
    /// The shop has a till of its own: a sale by voucher needs the number of its receipt.
    pub own_till: bool,
}

/// Prices and scale numbers to set.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPrices {
    /// Products with their prices.
    pub prices: Vec<PriceForm>,
    /// Layouts of the label scale, if they are to change.
    #[serde(default)]
    pub scale_formats: Option<Vec<ScaleFormat>>,
}

/// The price of a product at this outlet.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceForm {
    /// What.
    pub product: ProductId,
    /// Price in fen …
    pub price_fen: Fen,
    /// … for so many grams or pieces.
    pub per: i64,
    /// Number on the label scale; empty for none.
    #[serde(default)]
    pub scale_item: String,
}

/// Products for the till. **Who:** clerks and manager of the outlet.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing) -> Result<TillView, Refusal> {
    let county = actor.county_id();
    let around::Outlet { name: outlet_name, own_till, .. } = around::outlet_on(tx, county, outlet, actor.day())?;
    let ids: Vec<ProductId> = around::product_names(tx, county)?.into_iter().map(|(id, ..)| id).collect();
    let prices: BTreeMap<ProductId, (Fen, i64, String)> = tx
        .query::<(ProductId, Fen, i64, String)>(
            "SELECT product, fen, per, scale_item FROM price WHERE county = $1 AND outlet = $2",
            params![county, outlet],
        )?
        .into_iter()
        .map(|(id, fen, per, item)| (id, (fen, per, item)))
        .collect();
    let stock: BTreeMap<ProductId, i64> = tx
        .query::<(ProductId, i64)>(
            "SELECT product, CAST(SUM(on_hand) AS BIGINT) FROM stock WHERE county = $1 AND outlet = $2 GROUP BY product",
            params![county, outlet],
        )?
        .into_iter()
        .collect();
    let product = |product: around::Product| {
        let price = prices.get(&product.id);
        let weighed = product.unit == "g";
        let (price_fen, per) = price.map_or((Fen::ZERO, if weighed { 1_000 } else { 1 }), |(fen, per, _)| (*fen, *per));
        let on_hand = stock.get(&product.id).copied().unwrap_or(0);
        (price.is_some() || on_hand != 0 || product.listed).then(|| TillProduct {
            id: product.id,
            initials: names::initials(&product.name).to_lowercase(),
            name: product.name,
            gtins: product.barcode.into_iter().collect(),
            scale_item: price.map(|(.., item)| item.clone()).filter(|item| !item.is_empty()),
            price_fen,
            per,
            measure: if weighed { "weight".into() } else { "pieces".into() },
            piece_word: product.piece_word,
            listed: product.listed,
            on_hand,
        })
    };
    let products = around::products_at(tx, county, &ids, actor.now)?.into_iter().filter_map(product).collect();
    let book: Option<(String, bool)> = tx.find(
        "SELECT scale_formats, stock_kept FROM book WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    let (formats, stock_kept) = book.unwrap_or_else(|| ("[]".into(), true));
    Ok(TillView {
        outlet_name,
        products,
        scale_formats: serde_json::from_str(&formats).unwrap_or_default(),
        stock_kept,
        own_till,
    })
}

/// Sets prices and label-scale numbers. **Who:** manager of the outlet.
pub fn set_prices(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: SetPrices) -> Result<TillView, Refusal> {
    let county = actor.county_id();
    for price in &body.prices {
        if price.price_fen.0 < 0 || price.per <= 0 {
            return Err(No::Amount.into());
        }
        if price.scale_item.chars().count() > 12 {
            return Err(No::TooLong { most: 12 }.into());
        }
    }
    let ids: Vec<ProductId> = body.prices.iter().map(|price| price.product).collect();
    around::products_at(tx, county, &ids, actor.now)?;
    for price in &body.prices {
        let values: &[Value] =
            params![county, outlet, price.product, price.price_fen, price.per, price.scale_item.trim(), actor.now];
        tx.run(
            "INSERT INTO price (county, outlet, product, fen, per, scale_item, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (county, outlet, product) DO UPDATE SET fen = excluded.fen, per = excluded.per,
                scale_item = excluded.scale_item, updated_at = excluded.updated_at",
            values,
        )?;
    }
    if let Some(formats) = &body.scale_formats {
        crate::scale::check(formats)?;
        crate::book::Book::open(tx, actor, outlet)?;
        let text = serde_json::to_string(formats).unwrap_or_default();
        tx.run("UPDATE book SET scale_formats = $3 WHERE county = $1 AND outlet = $2", params![county, outlet, text])?;
    }
    find(tx, actor, outlet, Nothing {})
}
