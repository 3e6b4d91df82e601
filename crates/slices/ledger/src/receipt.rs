//! The receipt 小票: a print page of 58 mm with a code that leads back to the entry.

use crate::{around, counter, entries, error::No, sql, view::EntryView};
use base::{Fen, Lang, Refusal, Text, ids::OutletId};
use books::Kind;
use edge::{Actor, Download, Nothing, Perm};
use qrcode::{EcLevel, QrCode, render::svg};
use store::Tx;

const STYLE: &str = "@page{size:58mm auto;margin:2mm}body{width:54mm;margin:0 auto;font:11px/1.4 'PingFang SC','Microsoft YaHei',\
'Noto Sans CJK SC',sans-serif;color:#000;background:#fff}h1{font-size:13px;text-align:center;margin:0 0 4px}table{width:100%;\
border-collapse:collapse}td{padding:1px 0;vertical-align:top}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
.t td{border-top:1px dashed #000;font-weight:bold}p{margin:3px 0}svg{display:block;margin:4px auto;width:28mm;height:28mm}";

/// The print page of a sale or return. **Who:** clerks and manager of the outlet.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, (outlet, seq): (OutletId, i64), _: Nothing) -> Result<Download, Refusal> {
    let county = actor.county_id();
    let row = sql::find_entry(tx, county, outlet, seq)?.ok_or(No::Entry { seq })?;
    // A clerk prints what the till made, and reads no purchase that way.
    if !actor.may(Perm::LedgerRead) && !counter::of_the_till(row.kind()?) {
        return Err(No::Entry { seq }.into());
    }
    let entry = entries::find(tx, actor, (outlet, seq), Nothing {})?;
    let name = around::outlet_name(tx, county, outlet)?;
    let kind = row.kind()?;
    let code = format!("HUOSHUI {county} {} {}", entry.receipt_no, entry.hash.get(..16).unwrap_or_default());
    let qr = QrCode::with_error_correction_level(code.as_bytes(), EcLevel::M)
        .map(|qr| qr.render::<svg::Color<'_>>().min_dimensions(120, 120).quiet_zone(true).build())
        .unwrap_or_default();
    let html = page(actor, &name, kind, &entry, qr.trim_start_matches(r#"<?xml version="1.0" standalone="yes"?>"#));
    Ok(Download::page(html))
}

fn page(actor: &Actor, outlet: &str, kind: Kind, entry: &EntryView, qr: &str) -> String {
    let lang = actor.lang;
    let say = |zh: &str, en: &str| Text::new(zh, en).in_lang(lang).to_owned();
    let mut rows = String::new();
    for line in entry.lines.iter().filter(|line| line.quantity != 0) {
        let part: Vec<Fen> =
            entry.lines.iter().filter(|other| other.line == line.line).map(|other| other.amount_fen).collect();
        let amount = Fen::total(part).unwrap_or(line.amount_fen);
        let mark = if line.listed { "*" } else { "" };
        rows.push_str(&format!(
            "<tr><td>{}{mark}<br>{}</td><td class=n>{amount}</td></tr>",
            escape(&line.name),
            escape(&quantity(line.quantity, &line.unit, lang)),
        ));
    }
    for further in entry.lines.iter().filter(|line| line.quantity == 0 && line.amount_fen != Fen::ZERO) {
        rows.push_str(&format!("<tr><td>{}</td><td class=n>{}</td></tr>", escape(&further.name), further.amount_fen));
    }
    for discount in &entry.discounts {
        let word = if lang == Lang::Zh { discount.kind.zh() } else { discount.kind.en() };
        rows.push_str(&format!(
            "<tr><td>{word} ({})</td><td class=n>−{}</td></tr>",
            say("已扣", "taken off"),
            discount.amount_fen
        ));
    }
    rows.push_str(&format!("<tr class=t><td>{}</td><td class=n>¥{}</td></tr>", say("合计", "Total"), entry.total_fen));
    for paid in &entry.payments {
        let word = if lang == Lang::Zh { paid.means.zh() } else { paid.means.en() };
        rows.push_str(&format!("<tr><td>{word}</td><td class=n>{}</td></tr>", paid.amount_fen));
    }
    let word = if lang == Lang::Zh { kind.zh() } else { kind.en() };
    let simulated = if actor.county.simulated {
        format!("<p>{}</p>", say("模拟数据", "Simulated data"))
    } else {
        String::new()
    };
    format!(
        "<!doctype html><html lang=\"{}\"><meta charset=utf-8><title>{no}</title><style>{STYLE}</style><body>{simulated}<h1>{}</h1>\
<p>{word} {no}<br>{} {}</p><table>{rows}</table><p>{}</p>{qr}</body></html>",
        if lang == Lang::Zh { "zh-CN" } else { "en" },
        escape(outlet),
        entry.day,
        entry.recorded_at.clock_time(),
        say(
            "* 目录内商品；用券部分退货时退回券内，不兑现金",
            "* listed product; what a voucher paid goes back to the voucher, never out in cash"
        ),
        no = escape(&entry.receipt_no),
    )
}

fn quantity(units: i64, unit: &str, lang: Lang) -> String {
    if unit == "g" {
        let sign = if units < 0 { "-" } else { "" };
        let (kg, g) = (units.unsigned_abs() / 1_000, units.unsigned_abs() % 1_000);
        let text = format!("{kg}.{g:03}");
        return format!("{sign}{} kg", text.trim_end_matches('0').trim_end_matches('.'));
    }
    format!("{units} {}", if lang == Lang::Zh { "件" } else { "pcs" })
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
        for (units, unit, text) in
            [(1_500, "g", "1.5 kg"), (-250, "g", "-0.25 kg"), (2_000, "g", "2 kg"), (3, "piece", "3 件")]
        {
            assert_eq!(quantity(units, unit, Lang::Zh), text);
        }
        assert_eq!(escape("<b>\"&"), "&lt;b&gt;&quot;&amp;");
    }
}
