//! Every statement about products and their names.

use super::{dto::ProductForm, rules::Checked};
use base::{
    Refusal,
    ids::{ProducerId, ProductId},
    names,
};
use edge::Actor;
use store::{Tx, params};

store::row! {
    /// What other parts of the slice need of a product.
    pub struct Product {
        pub id: ProductId,
        pub producer: ProducerId,
        pub name: String,
        pub ended: String,
    }
}

/// One product.
pub fn find(tx: &mut Tx<'_>, county: &str, id: ProductId) -> Result<Option<Product>, Refusal> {
    Ok(tx.find("SELECT id, producer, name, ended FROM product WHERE county = $1 AND id = $2", params![county, id])?)
}

/// A product of this name and specification that the producer has and that goes on.
pub fn find_same(tx: &mut Tx<'_>, county: &str, form: &ProductForm) -> Result<Option<ProductId>, Refusal> {
    Ok(tx.find(
        "SELECT id FROM product WHERE county = $1 AND producer = $2 AND normal = $3 AND spec = $4 AND ended = ''",
        params![county, form.producer, names::normal(&form.name), form.spec.trim()],
    )?)
}

/// Another product on sale with this barcode. None is given it in between until this transaction ends.
pub fn find_barcode(
    tx: &mut Tx<'_>,
    county: &str,
    own: ProductId,
    barcode: &str,
) -> Result<Option<(i64, String)>, Refusal> {
    if barcode.is_empty() {
        return Ok(None);
    }
    tx.hold(county, &format!("barcode/{barcode}"))?;
    Ok(tx.find(
        "SELECT id, name FROM product WHERE county = $1 AND barcode = $2 AND id <> $3 AND ended = '' ORDER BY id",
        params![county, barcode, own],
    )?)
}

/// Writes a product: a new row, or what may be corrected of an old one.
pub fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ProductId,
    path: &str,
    form: &ProductForm,
    checked: &Checked,
) -> Result<(), Refusal> {
    let label = serde_json::to_string(&form.label).map_err(|e| store::StoreError::Other(e.to_string()))?;
    tx.run(
        "INSERT INTO product (county, id, producer, path, name, normal, search, legal_class, farm_group, unit, piece_word, pack_g,
         spec, unit_price_fen, price_per, origin, origin_text, local, shelf_life_days, barcode, brand, label, ended, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, '', $23, $24)
         ON CONFLICT (county, id) DO UPDATE SET name = excluded.name, normal = excluded.normal, search = excluded.search,
         legal_class = excluded.legal_class, farm_group = excluded.farm_group, unit = excluded.unit,
         piece_word = excluded.piece_word, pack_g = excluded.pack_g, spec = excluded.spec,
         unit_price_fen = excluded.unit_price_fen, price_per = excluded.price_per, origin = excluded.origin,
         origin_text = excluded.origin_text, local = excluded.local, shelf_life_days = excluded.shelf_life_days,
         barcode = excluded.barcode, brand = excluded.brand, label = excluded.label",
        params![
            actor.county_id(),
            id,
            form.producer,
            path,
            form.name.trim(),
            names::normal(&form.name),
            names::search_key(form.name.trim(), []),
            form.legal_class.word(),
            form.farm_group.trim(),
            form.unit.trim(),
            &checked.piece_word,
            form.pack_g,
            form.spec.trim(),
            form.unit_price_fen,
            checked.price_per,
            form.origin,
            form.origin_text.trim(),
            form.origin.is_some(),
            form.shelf_life_days,
            &checked.barcode,
            form.brand,
            label,
            actor.person,
            actor.now
        ],
    )?;
    Ok(())
}

/// Other names of a product.
pub fn aliases(tx: &mut Tx<'_>, county: &str, id: ProductId) -> Result<Vec<String>, Refusal> {
    Ok(tx.query(
        "SELECT alias FROM product_alias WHERE county = $1 AND product = $2 ORDER BY alias",
        params![county, id],
    )?)
}

/// Adds another name; the same one again does nothing.
pub fn insert_alias(tx: &mut Tx<'_>, county: &str, id: ProductId, alias: &str) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO product_alias (county, product, alias, normal) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, product, alias) DO NOTHING",
        params![county, id, alias, names::normal(alias)],
    )?;
    Ok(())
}

/// Writes the search key anew from the name and all other names.
pub fn refresh_search(tx: &mut Tx<'_>, county: &str, id: ProductId) -> Result<(), Refusal> {
    let name: String = tx.one("SELECT name FROM product WHERE county = $1 AND id = $2", params![county, id])?;
    let aliases = aliases(tx, county, id)?;
    let key = names::search_key(&name, aliases.iter().map(String::as_str));
    tx.run("UPDATE product SET search = $3 WHERE county = $1 AND id = $2", params![county, id, key])?;
    Ok(())
}

/// Ends a product.
pub fn end(tx: &mut Tx<'_>, county: &str, id: ProductId, reason: &str) -> Result<(), Refusal> {
    tx.run("UPDATE product SET ended = $3 WHERE county = $1 AND id = $2", params![county, id, reason])?;
    Ok(())
}
