//! The run sheet (集货单): what the driver takes along, village by village, with room to write down what was loaded.

use super::show::{CollectionRunView, view};
use crate::error::No;
use base::{Refusal, upper};
use books::stock::kg;
use edge::{Actor, Role};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Prints a run sheet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintCollection {
    /// What the paper is for; the print shows names in full, so the act is kept.
    pub reason: String,
}

/// A page to print.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectionSheet {
    /// The page.
    pub html: String,
}

const STYLE: &str = "@page{size:A4;margin:16mm 14mm}body{margin:0;font:11pt/1.6 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#111}
h1{font-size:17pt;text-align:center;margin:0 0 3mm}p{margin:0}table{border-collapse:collapse;width:100%;margin:3mm 0}
th,td{border:.2mm solid #444;padding:1.6mm 2mm;text-align:left;vertical-align:top}.n{text-align:right;white-space:nowrap}
.sign{display:grid;grid-template-columns:1fr 1fr 1fr;gap:8mm;margin-top:12mm}.mark{text-align:center;color:#9b2c1f;font-weight:700}
thead{display:table-header-group}tr{break-inside:avoid}";

/// The sheet; an act, so that it is in the audit trail. **Who:** the township, its villages, the county office.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PrintCollection) -> Result<CollectionSheet, Refusal> {
    crate::text("/reason", &body.reason, 200)?;
    if !matches!(actor.role, Role::CountyOffice | Role::TownshipSupervisor | Role::InformationOfficer) {
        return Err(No::NotYourRun.into());
    }
    let run = view(tx, actor, id, true)?;
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head { meta charset="utf-8"; title { "集货单 " (id) } style { (PreEscaped(STYLE)) } }
            body {
                @if actor.county.simulated { div.mark { "模拟数据，不作凭证" } }
                (sheet(&run))
            }
        }
    };
    Ok(CollectionSheet { html: page.into_string() })
}

fn sheet(view: &CollectionRunView) -> Markup {
    let run = &view.run;
    let to = if view.to_division == 0 { "县外" } else { &view.to_name };
    html! {
        h1 { (run.township_name) "集货单" }
        p { "车次 " (run.id) "　" (upper::date(run.day)) "　车辆：" (run.vehicle) "　限载 " (kg(run.limit_g)) " 公斤" }
        p { "送到：" (to) @if !view.to_place.is_empty() { "　" (view.to_place) } }
        p {
            "共 " (run.villages) " 个村、" (kg(run.planned_g)) " 公斤；运费"
            @if view.estimated { "估算 " } @else { " " }
            (view.cost_fen) " 元，每公斤 " (view.fen_per_kg) " 元"
        }
        @if !view.note.is_empty() { p { "备注：" (view.note) } }
        table {
            thead {
                tr {
                    th { "次序" } th { "村" } th { "供方" } th { "品种" } th { "采购方" } th.n { "应装（公斤）" }
                    th.n { "实装（公斤）" } th { "装车时间" } th.n { "分摊（元）" }
                }
            }
            @for stop in &view.stops {
                tr {
                    td { (stop.stop) }
                    td { (stop.division_name) }
                    td { @if stop.seller_name.is_empty() { "村里组织" } @else { (stop.seller_name) } }
                    td { (stop.crop_name) }
                    td { (stop.buyer_name) }
                    td.n { (kg(stop.grams)) }
                    td.n { @if let Some(loaded) = stop.loaded_g { (kg(loaded)) } }
                    td { @if let Some(at) = stop.loaded_at { (at.clock_time()) } }
                    td.n { (stop.share_fen) }
                }
            }
        }
        div.sign { p { "司机：" } p { "经办人：" } p { "收货人：" } }
    }
}
