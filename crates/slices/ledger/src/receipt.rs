//! The receipt 小票: a print page of 58 mm with a code that leads back to the entry.

use crate::{around, counter, entries, error::No, named, sql, view::EntryView};
use base::{
    Fen, Lang, Refusal, Text,
    ids::{OutletId, ProductId},
};
use books::{Kind, Means};
use edge::{Actor, Download, Nothing, Perm};
use qrcode::{EcLevel, QrCode, render::svg};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Tx;

const STYLE: &str = "@page{size:58mm auto;margin:2mm}body{width:54mm;margin:0 auto;font:11px/1.4 'PingFang SC','Microsoft YaHei',\
'Noto Sans CJK SC',sans-serif;color:#000;background:#fff}h1{font-size:13px;text-align:center;margin:0 0 4px}table{width:100%;\
border-collapse:collapse}td{padding:1px 0;vertical-align:top}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
.t td{border-top:1px dashed #000;font-weight:bold}p{margin:3px 0}svg{display:block;margin:4px auto;width:28mm;height:28mm}";

/// What the till knows of the moment and the book does not keep.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptAsk {
    /// Cash that was handed over, in fen.
    pub handed_fen: Option<Fen>,
}

/// All that stands on one receipt.
struct Receipt<'a> {
    outlet: &'a str,
    kind: Kind,
    entry: &'a EntryView,
    /// What a piece is called, by product.
    piece_words: BTreeMap<ProductId, String>,
    cashier: String,
    handed: Option<Fen>,
    vouchers_left: Vec<Fen>,
    qr: &'a str,
}

/// The print page of a sale or return. **Who:** clerks and manager of the outlet.
pub fn print(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, seq): (OutletId, i64),
    ask: ReceiptAsk,
) -> Result<Download, Refusal> {
    let county = actor.county_id();
    let row = sql::find_entry(tx, county, outlet, seq)?.ok_or(No::Entry { seq })?;
    // A clerk prints what the till made, and reads no purchase that way.
    if !actor.may(Perm::LedgerRead) && !counter::of_the_till(row.kind()?) {
        return Err(No::Entry { seq }.into());
    }
    let entry = entries::find(tx, actor, (outlet, seq), Nothing {})?;
    let name = around::outlet_name(tx, county, outlet)?;
    let products = named::today_of(tx, county, entry.lines.iter().map(|line| line.product))?;
    // What is left belongs to the moment of paying: a receipt that is printed again on another day is silent.
    let paid_now = entry.day == actor.day() && entry.payments.iter().any(|paid| paid.means == Means::Voucher);
    let vouchers_left = if paid_now { around::vouchers_left(tx, county, outlet, seq)? } else { Vec::new() };
    let code = format!("HUOSHUI {county} {} {}", entry.receipt_no, entry.hash.get(..16).unwrap_or_default());
    let qr = QrCode::with_error_correction_level(code.as_bytes(), EcLevel::M)
        .map(|qr| qr.render::<svg::Color<'_>>().min_dimensions(120, 120).quiet_zone(true).build())
        .unwrap_or_default();
    let receipt = Receipt {
        outlet: &name,
        kind: row.kind()?,
        entry: &entry,
        piece_words: products.into_iter().map(|(id, product)| (id, product.piece_word)).collect(),
        cashier: around::person_name(tx, county, entry.person)?,
        handed: ask.handed_fen,
        vouchers_left,
        qr: qr.trim_start_matches(r#"<?xml version="1.0" standalone="yes"?>"#),
    };
    Ok(Download::page(page(actor, &receipt)))
}

fn page(actor: &Actor, receipt: &Receipt<'_>) -> String {
    let Receipt { entry, kind, qr, .. } = receipt;
    let lang = actor.lang;
    let say = |zh: &str, en: &str| Text::new(zh, en).in_lang(lang).to_owned();
    let rows = goods_rows(receipt, lang) + &money_rows(receipt, lang);
    let word = if lang == Lang::Zh { kind.zh() } else { kind.en() };
    let simulated = if actor.county.simulated {
        format!("<p>{}</p>", say("模拟数据", "Simulated data"))
    } else {
        String::new()
    };
    format!(
        "<!doctype html><html lang=\"{}\"><meta charset=utf-8><title>{no}</title><style>{STYLE}</style><body>{simulated}<h1>{}</h1>\
<p>{word} {no}<br>{} {}<br>{} {}</p><table>{rows}</table><p>{}</p>{qr}</body></html>",
        if lang == Lang::Zh { "zh-CN" } else { "en" },
        escape(receipt.outlet),
        entry.day,
        entry.recorded_at.clock_time(),
        say("收银员", "Cashier"),
        escape(&receipt.cashier),
        say(
            "* 目录内商品；用券部分退货时退回券内，不兑现金",
            "* listed product; what a voucher paid goes back to the voucher, never out in cash"
        ),
        no = escape(&entry.receipt_no),
    )
}

/// What was sold, what is in a gift box, what was taken off.
fn goods_rows(receipt: &Receipt<'_>, lang: Lang) -> String {
    let entry = receipt.entry;
    let mut rows = String::new();
    for line in entry.lines.iter().filter(|line| line.quantity != 0) {
        let part: Vec<Fen> =
            entry.lines.iter().filter(|other| other.line == line.line).map(|other| other.amount_fen).collect();
        let amount = Fen::total(part).unwrap_or(line.amount_fen);
        let mark = if line.listed { "*" } else { "" };
        let measured = Measured {
            units: line.quantity,
            weighed: line.unit == "g",
            piece_word: receipt.piece_words.get(&line.product).map_or("", String::as_str),
            price: line.price_fen.map(Fen).zip(line.price_per),
        };
        rows.push_str(&format!(
            "<tr><td>{}{mark}<br>{}</td><td class=n>{amount}</td></tr>",
            escape(&line.name),
            escape(&measured.text(lang)),
        ));
    }
    for further in entry.lines.iter().filter(|line| line.quantity == 0 && line.amount_fen != Fen::ZERO) {
        rows.push_str(&format!("<tr><td>{}</td><td class=n>{}</td></tr>", escape(&further.name), further.amount_fen));
    }
    for discount in &entry.discounts {
        let (word, off) = match lang {
            Lang::Zh => (discount.kind.zh(), "已扣"),
            Lang::En => (discount.kind.en(), "taken off"),
        };
        rows.push_str(&format!("<tr><td>{word} ({off})</td><td class=n>−{}</td></tr>", discount.amount_fen));
    }
    rows
}

/// The sum, how it was paid, cash that was handed over with its change, what the vouchers still hold.
fn money_rows(receipt: &Receipt<'_>, lang: Lang) -> String {
    let entry = receipt.entry;
    let say = |zh: &str, en: &str| Text::new(zh, en).in_lang(lang).to_owned();
    let row = |word: &str, amount: Fen| format!("<tr><td>{word}</td><td class=n>{amount}</td></tr>");
    let mut rows = format!("<tr class=t><td>{}</td><td class=n>¥{}</td></tr>", say("合计", "Total"), entry.total_fen);
    for paid in &entry.payments {
        rows.push_str(&row(if lang == Lang::Zh { paid.means.zh() } else { paid.means.en() }, paid.amount_fen));
    }
    let cash = Fen::total(entry.payments.iter().filter(|paid| paid.means == Means::Cash).map(|paid| paid.amount_fen));
    if let Some((handed, cash)) = receipt.handed.zip(cash).filter(|(handed, cash)| cash.0 > 0 && handed >= cash) {
        rows.push_str(&row(&say("收现金", "Cash given"), handed));
        rows.push_str(&row(&say("找零", "Change"), handed.minus(cash).unwrap_or_default()));
    }
    for left in &receipt.vouchers_left {
        rows.push_str(&row(&say("券内余额", "Left on the voucher"), *left));
    }
    rows
}

/// A quantity in the unit it was sold in, with its price.
struct Measured<'a> {
    units: i64,
    weighed: bool,
    piece_word: &'a str,
    /// Fen for so many grams or pieces.
    price: Option<(Fen, i64)>,
}

impl Measured<'_> {
    fn text(&self, lang: Lang) -> String {
        let (per, unit) = self.unit(lang);
        let amount = if self.weighed { decimal(self.units, per) } else { self.units.to_string() };
        match self.price {
            Some((fen, of)) if of == per => format!("{amount} {unit} × ¥{fen}/{unit}"),
            _ => format!("{amount} {unit}"),
        }
    }

    /// Grams (or one piece) of the unit, and its word: what is priced by the kilogram is sold by it, else by the 斤.
    fn unit(&self, lang: Lang) -> (i64, String) {
        let word = |zh: &str, en: &str| Text::new(zh, en).in_lang(lang).to_owned();
        match (self.weighed, self.price) {
            (true, Some((_, 1_000))) => (1_000, word("公斤", "kg")),
            (true, _) => (500, word("斤", "jin")),
            (false, _) if self.piece_word.is_empty() => (1, word("件", "pcs")),
            (false, _) => (1, self.piece_word.to_owned()),
        }
    }
}

/// Grams in units of 500 or 1000 g, exact, without zeros at the end.
fn decimal(grams: i64, per: i64) -> String {
    let thousandths = if per == 500 { grams.saturating_mul(2) } else { grams };
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.unsigned_abs() / 1_000, thousandths.unsigned_abs() % 1_000);
    let text = format!("{whole}.{rest:03}");
    format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Text in HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_and_texts_print() {
        let jin = Some((Fen(300), 500));
        for (units, weighed, piece_word, price, text) in [
            (10_000, true, "", jin, "20 斤 × ¥3.00/斤"),
            (1_500, true, "", Some((Fen(600), 1_000)), "1.5 公斤 × ¥6.00/公斤"),
            (-250, true, "", None, "-0.5 斤"),
            (2, false, "袋", Some((Fen(2_500), 1)), "2 袋 × ¥25.00/袋"),
            (3, false, "", None, "3 件"),
        ] {
            assert_eq!(Measured { units, weighed, piece_word, price }.text(Lang::Zh), text);
        }
        assert_eq!(escape("<b>\"&"), "&lt;b&gt;&quot;&amp;");
    }
}
