//! What is decided about a product before it is written.

use super::dto::ProductForm;
use crate::{
    class::{LegalClass, Particular, is_farm_group},
    error::No,
    word::{name, one_of},
};
use base::{Refusal, codes::barcode};

/// Checks the form and gives the price unit and barcode in normal form.
pub fn check(form: &ProductForm) -> Result<Checked, Refusal> {
    name("name", &form.name)?;
    let unit = one_of("unit", &form.unit, &["g", "piece"])?;
    let packed = form.pack_g.is_some_and(|g| g > 0);
    if form.pack_g.is_some() && (unit == "g" || !packed) {
        return Err(Refusal::from(No::Pack).at("/pack_g"));
    }
    let price_per = form.price_per.unwrap_or(if unit == "g" { 1000 } else { 1 });
    let fits = if unit == "g" { matches!(price_per, 500 | 1000) } else { price_per == 1 };
    if !fits || form.unit_price_fen.is_some_and(|fen| fen <= 0) {
        return Err(Refusal::from(No::PriceUnit).at("/price_per"));
    }
    let (inside, outside) = (form.origin.is_some(), !form.origin_text.trim().is_empty());
    if inside == outside {
        return Err(Refusal::from(No::Origin).at("/origin"));
    }
    let barcode = match form.barcode.trim() {
        "" => String::new(),
        text => barcode::ean13(text).map_err(|no| {
            let why = Refusal::from(no).message;
            Refusal::from(No::Barcode { why_zh: why.zh, why_en: why.en }).at("/barcode")
        })?,
    };
    let missing: Vec<&Particular> = form.legal_class.particulars().iter().filter(|p| !has(form, **p)).collect();
    if let Some(first) = missing.first() {
        let words: Vec<String> = missing.iter().map(|p| word(**p)).collect();
        let no = No::Particulars { class: form.legal_class.word().into(), missing: words.join("、") };
        return Err(Refusal::from(no).at(pointer(**first)));
    }
    let piece_word =
        if unit == "g" { "" } else { Some(form.piece_word.trim()).filter(|w| !w.is_empty()).unwrap_or("件") };
    Ok(Checked { price_per, barcode, piece_word: piece_word.to_owned() })
}

/// What [`check`] made of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Grams that the price is for; 1 for a piece.
    pub price_per: i64,
    /// EAN-13 in normal form, or empty.
    pub barcode: String,
    /// Word for a piece; empty for what is weighed.
    pub piece_word: String,
}

fn has(form: &ProductForm, particular: Particular) -> bool {
    let label = &form.label;
    let text = match particular {
        Particular::FarmGroup => return is_farm_group(&form.farm_group),
        Particular::ShelfLife => return form.shelf_life_days.is_some_and(|days| days > 0),
        Particular::ProductionLicence => return is_production_licence(&label.production_licence),
        Particular::Spec => &form.spec,
        Particular::Ingredients => &label.ingredients,
        Particular::StandardNumber => &label.standard_number,
        Particular::Storage => &label.storage,
        Particular::WorkshopRegistration => &label.workshop_registration,
        Particular::Maker => &label.maker,
    };
    !text.trim().is_empty()
}

/// SC and 14 digits.
fn is_production_licence(text: &str) -> bool {
    let digits = text.trim().strip_prefix("SC").unwrap_or_default();
    digits.len() == 14 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The particular's word, as the form spells it.
fn word(particular: Particular) -> String {
    pointer(particular).rsplit('/').next().unwrap_or_default().to_owned()
}

fn pointer(particular: Particular) -> &'static str {
    match particular {
        Particular::FarmGroup => "/farm_group",
        Particular::Spec => "/spec",
        Particular::ShelfLife => "/shelf_life_days",
        Particular::Ingredients => "/label/ingredients",
        Particular::StandardNumber => "/label/standard_number",
        Particular::Storage => "/label/storage",
        Particular::ProductionLicence => "/label/production_licence",
        Particular::WorkshopRegistration => "/label/workshop_registration",
        Particular::Maker => "/label/maker",
    }
}

/// Words of the classes, for queries that name one.
pub fn class_words() -> Vec<&'static str> {
    LegalClass::ALL.iter().map(|class| class.word()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::Label;
    use base::ids::{DivisionId, ProducerId};

    fn peaches() -> ProductForm {
        ProductForm {
            producer: ProducerId(1),
            name: "黄桃".into(),
            legal_class: LegalClass::EdibleFarm,
            farm_group: "fruit".into(),
            unit: "g".into(),
            piece_word: String::new(),
            pack_g: None,
            spec: String::new(),
            unit_price_fen: Some(1000),
            price_per: Some(500),
            origin: Some(DivisionId(3)),
            origin_text: String::new(),
            shelf_life_days: None,
            barcode: String::new(),
            brand: None,
            label: Label::default(),
        }
    }

    fn mustard() -> ProductForm {
        ProductForm {
            name: "邵东榨菜".into(),
            legal_class: LegalClass::Prepacked,
            farm_group: String::new(),
            unit: "piece".into(),
            price_per: None,
            spec: "80g×20".into(),
            shelf_life_days: Some(365),
            label: Label {
                ingredients: "青菜头、食用盐".into(),
                standard_number: "GH/T 1011".into(),
                storage: "常温".into(),
                production_licence: "SC11643052100012".into(),
                maker: "邵东市某食品厂".into(),
                ..Label::default()
            },
            ..peaches()
        }
    }

    #[test]
    fn each_class_demands_its_own() {
        type Case = (ProductForm, fn(&mut ProductForm), Option<&'static str>, &'static str);
        let nothing = |_: &mut ProductForm| {};
        let cases: [Case; 19] = [
            (peaches(), nothing, None, ""),
            (peaches(), |f| f.farm_group = "peach".into(), Some("product.particulars"), "/farm_group"),
            (mustard(), nothing, None, ""),
            (mustard(), |f| f.shelf_life_days = None, Some("product.particulars"), "/shelf_life_days"),
            (
                mustard(),
                |f| f.label.production_licence = "SC1".into(),
                Some("product.particulars"),
                "/label/production_licence",
            ),
            (mustard(), |f| f.label.maker = " ".into(), Some("product.particulars"), "/label/maker"),
            (mustard(), |f| f.legal_class = LegalClass::NonFood, None, ""),
            (peaches(), |f| f.price_per = Some(1), Some("product.price_unit"), "/price_per"),
            (mustard(), |f| f.price_per = Some(500), Some("product.price_unit"), "/price_per"),
            (peaches(), |f| f.unit_price_fen = Some(0), Some("product.price_unit"), "/price_per"),
            (peaches(), |f| f.pack_g = Some(500), Some("product.pack"), "/pack_g"),
            (mustard(), |f| f.pack_g = Some(0), Some("product.pack"), "/pack_g"),
            (mustard(), |f| f.pack_g = Some(1600), None, ""),
            (peaches(), |f| f.origin = None, Some("product.origin"), "/origin"),
            (peaches(), |f| f.origin_text = "新邵县".into(), Some("product.origin"), "/origin"),
            (peaches(), |f| f.barcode = "6901234567893".into(), Some("product.barcode"), "/barcode"),
            (peaches(), |f| f.barcode = "6901234567892".into(), None, ""),
            (peaches(), |f| f.unit = "kg".into(), Some("catalogue.word"), "/unit"),
            (peaches(), |f| f.name = String::new(), Some("catalogue.name"), "/name"),
        ];
        for (mut form, change, code, field) in cases {
            change(&mut form);
            let no = check(&form).err();
            let seen = no.as_ref().map(|no| no.code);
            assert_eq!((seen, no.as_ref().map_or("", |n| n.fields[0].field.as_str())), (code, field), "{form:?}");
        }
    }
}
