//! A contract on paper, in two copies: names in full, quantities and money also in upper-case figures.

use crate::{
    contracts::{self, GradePrice, Kept},
    error::No,
};
use base::{Fen, Refusal, upper};
use edge::Actor;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Prints a contract.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintContract {
    /// What the paper is for; the print shows names in full, so the act is kept.
    pub reason: String,
}

/// A page to print.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContractPaper {
    /// The page.
    pub html: String,
}

const STYLE: &str = "@page{size:A4;margin:20mm 22mm}body{margin:0;font:12pt/1.8 'Noto Serif CJK SC','SimSun',serif;color:#111}
h1{font-size:18pt;text-align:center;margin:0 0 4mm}section{break-after:page}section:last-child{break-after:auto}p{margin:0;text-indent:2em}
.head{text-indent:0}table{border-collapse:collapse;width:100%;margin:3mm 0}th,td{border:.2mm solid #444;padding:1.5mm 2mm;text-align:left}
.sign{display:grid;grid-template-columns:1fr 1fr;gap:10mm;margin-top:14mm}.sign p{text-indent:0}.copy{text-align:right;font-size:9pt}.mark{text-align:center;color:#9b2c1f;font-weight:700}";

/// The print in two copies; an act, so that it is in the audit trail. **Who:** whoever hands the paper over.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PrintContract) -> Result<ContractPaper, Refusal> {
    crate::text("/reason", &body.reason, 200)?;
    let kept = contracts::find(tx, actor, id)?;
    if !contracts::prints(actor) {
        return Err(No::NotYourSide.into());
    }
    let county = actor.county_id();
    let on = Paper {
        seller: contracts::seller_name(tx, county, &kept, true)?,
        buyer: kept.buyer().name(tx, county, kept.signed_on)?,
        place: places::desk::full_name(tx, county, kept.division)?,
        crop: supply::desk::crop_names(tx, county)?.remove(&kept.crop).unwrap_or_default(),
        prices: contracts::prices(tx, county, id)?,
        kept,
    };
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head { meta charset="utf-8"; title { "购销合同 " (id) } style { (PreEscaped(STYLE)) } }
            body {
                @for copy in ["甲方存", "乙方存"] {
                    section {
                        @if actor.county.simulated { div.mark { "模拟数据，不作凭证" } }
                        (on.copy(copy))
                    }
                }
            }
        }
    };
    Ok(ContractPaper { html: page.into_string() })
}

struct Paper {
    kept: Kept,
    seller: String,
    buyer: String,
    place: String,
    crop: String,
    prices: Vec<GradePrice>,
}

impl Paper {
    fn copy(&self, whose: &str) -> Markup {
        let farming = self.kept.kind == "farming";
        let first = self.prices.first().map_or(Fen(0), |price| price.fen_per_kg);
        let worth = first.0.checked_mul(self.kept.kg).map(Fen);
        html! {
            div.copy { "编号 " (self.kept.id) "　一式两份　" (whose) }
            h1 { @if farming { "农产品订单合同" } @else { "农产品购销合同" } }
            p.head { "甲方（购方）：" (self.buyer) }
            p.head { "乙方（供方）：" (self.seller) "（" (self.place) "）" }
            p { "甲乙双方就" (self.crop) "的购销约定如下。" }
            p { "一、数量：" (self.kept.kg) " 公斤（折 " (self.kept.kg.saturating_mul(2)) " 斤）。" }
            p { "二、交货：自" (upper::date(self.kept.from_day)) "起至" (upper::date(self.kept.to_day)) "止，逐次过磅验级，以验收单为准。" }
            p {
                "三、价格："
                @if farming { "下表为保底价；每次交货按交货当日、同等级的市场价与保底价中较高者结算。" }
                @else { "按下表等级价结算。" }
            }
            table {
                tr { th { "等级" } th { @if farming { "保底价（元/公斤）" } @else { "单价（元/公斤）" } } }
                @for price in &self.prices { tr { td { @if price.grade.is_empty() { "统货" } @else { (price.grade) } } td { (price.fen_per_kg) } } }
            }
            @if let Some(worth) = worth {
                p {
                    @if farming { "四、按约定等级保底金额合计：" } @else { "四、按约定等级金额合计：" }
                    (upper::amount(worth)) "（¥" (worth) "）。"
                }
            }
            p { "五、货款按次或按旬结清，付给乙方本人或其书面指定的账户。" }
            @if !self.kept.note.is_empty() { p { "六、其他：" (self.kept.note) } }
            div.sign {
                div { p { "甲方（签章）：" } p { "签订日期：" (upper::date(self.kept.signed_on)) } }
                div {
                    p { "乙方（签字或按指印）：" }
                    @if !self.kept.proxy.is_empty() { p { "代签人：" (self.kept.proxy) } }
                    @if !self.kept.witness.is_empty() { p { "见证人：" (self.kept.witness) } }
                }
            }
        }
    }
}
