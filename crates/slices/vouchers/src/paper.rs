//! Clean pages to print: slips, the sheet to sign, the list that finance pays from.
//!
//! Invariant: self-contained, no script; every word on a slip that says what a voucher is comes
//! from the policy.

use crate::{payouts::PayoutRow, programmes::ProgrammeRow, sign_in::SignInSlip, slips::Printed, transfers::Transfer};
use base::{Day, Fen, Refusal, upper};
use edge::Actor;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use outlets::desk::qr;
use policy::{Policy, vocabulary::Word};

const STYLE: &str = "@page{size:A4;margin:10mm 10mm 14mm;@bottom-right{content:counter(page) ' / ' counter(pages);font-size:8pt}}*{box-sizing:border-box}body{margin:0;font:10.5pt/1.5 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#111}
h1{font-size:15pt;text-align:center;margin:0 0 3mm}table{border-collapse:collapse;width:calc(100% - .4mm);margin:0 .2mm}.sign{width:24mm}th,td{border:.2mm solid #444;padding:1.6mm 2mm;text-align:left}
th{font-weight:600}th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}thead{display:table-header-group}tfoot{display:table-row-group}.day{white-space:nowrap}tr{break-inside:avoid}
.slips{display:grid;grid-template-columns:1fr 1fr;gap:4mm}.slip{border:.3mm dashed #666;padding:3.5mm 4mm;line-height:1.4;display:grid;grid-template-columns:1fr 26mm;gap:3mm;break-inside:avoid}
.slip svg{width:26mm;height:26mm;display:block}.slip b{font-size:12pt}.slip>*{min-width:0}.slip small{grid-column:1/-1;overflow-wrap:anywhere;font-size:8.5pt;color:#333}.code{font-family:monospace;font-size:10pt}
.mark{text-align:center;color:#9b2c1f;font-weight:700;margin-bottom:2mm}.foot{display:flex;justify-content:space-between;margin-top:5mm}";

const SIMULATED: &str = "模拟数据，不作凭证";

/// What each slip says of itself once it is cut from its page.
fn mark(actor: &Actor) -> Markup {
    html! { @if actor.county.simulated { (SIMULATED) "。" } }
}

fn page(actor: &Actor, title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head { meta charset="utf-8"; title { (title) } style { (PreEscaped(STYLE)) } }
            body {
                @if actor.county.simulated { div.mark { (SIMULATED) } }
                (body)
            }
        }
    };
    page.into_string()
}

/// Slips, two abreast: who, what, until when, where, and what can never be done with it.
pub fn slips(actor: &Actor, programme: &ProgrammeRow, policy: &Policy, rows: &[Printed]) -> Result<String, Refusal> {
    let never: Vec<String> = policy.voucher().never.iter().map(|word| word.text().zh).collect();
    let rule = format!(
        "本券为{}本人凭以提取{}的记名凭证，仅限在{}使用；{}。遗失请即向工会挂失换发。",
        programme.unit_name,
        policy.words().product.zh,
        policy.words().authorised_unit.zh,
        never.join("、")
    );
    let mut drawn = Vec::with_capacity(rows.len());
    for row in rows {
        drawn.push((row, qr(&format!("HSV-{}", row.text))?));
    }
    let body = html! {
        div.slips { @for (row, code) in &drawn { div.slip {
            div {
                b { (policy.words().voucher.zh) } br;
                (row.name) " " (row.department) br;
                (programme.title) br;
                "余额 ¥" (row.amount) " " span.day { "有效期至 " (row.valid_to) } br;
                span.code { (row.text) }
            }
            div { (PreEscaped(code)) }
            small { (mark(actor)) (rule) }
        } } }
    };
    Ok(page(actor, &programme.title, &body))
}

/// Slips for the first sign-in, two abreast: whose, the login, the link as QR and as text.
pub fn sign_in(actor: &Actor, programme: &ProgrammeRow, rows: &[SignInSlip]) -> Result<String, Refusal> {
    let mut drawn = Vec::with_capacity(rows.len());
    for row in rows {
        drawn.push((row, qr(&row.address)?));
    }
    let title = format!("{}首次登录凭条", programme.unit_name);
    let body = html! {
        div.slips { @for (row, code) in &drawn { div.slip {
            div {
                b { (row.name) } " " (row.department) br;
                (programme.unit_name) br;
                "登录名 " span.code { (row.login) } br;
                "用手机扫码，设好密码即可查看余额和用券码。"
            }
            div { (PreEscaped(code)) }
            small { (row.address) br; (mark(actor)) "七天内有效，只能用一次；只交给本人，请勿转借。" }
        } } }
    };
    Ok(page(actor, &title, &body))
}

/// 签领表: who got what, for which reason, with room to sign, by oneself or by another.
pub fn sign_off(actor: &Actor, programme: &ProgrammeRow, reason: &str, day: Day, rows: &[Printed]) -> String {
    let total: Fen = rows.iter().map(|row| row.amount).sum();
    let body = html! {
        h1 { (programme.title) "签领表" }
        p { "单位：" (programme.unit_name) "　发放事由：" (reason) "　名单日期：" (day) "　人数：" (rows.len()) }
        table {
            thead { tr { th { "序号" } th { "姓名" } th { "部门" } th { "金额（元）" } th { "券号" } th.sign { "签名" } th.sign { "代领人" } th { "日期" } } }
            tbody { @for (number, row) in (1_i64..).zip(rows) { tr {
                td.n { (number) } td { (row.name) } td { (row.department) } td.n { (row.amount) }
                td { @if let Some(slip) = row.slip { "S" (slip) } } td {} td {} td {}
            } } }
            tfoot { tr { td colspan="3" { "合计" } td.n { (total) } td colspan="4" { (upper::amount(total)) } } }
        }
        div.foot { span { "经办人：" } span { "工会负责人：" } span { "日期：" } }
    };
    page(actor, &programme.title, &body)
}

/// The list that finance pays from, accounts in full.
pub fn transfers(actor: &Actor, payout: &PayoutRow, rows: &[Transfer]) -> String {
    let title = format!("提货券结算付款清单（{}）", payout.document_no);
    let total: Fen = rows.iter().map(|row| row.amount_fen).sum();
    let body = html! {
        h1 { (title) }
        p { "日期：" (payout.on_day) "　结算单：" (payout.statements) " 张　合计：¥" (payout.total_fen) "　" (upper::amount(payout.total_fen)) }
        table {
            thead { tr { th { "付款方" } th { "收款方" } th { "账户" } th { "金额（元）" } } }
            tbody { @for row in rows { tr {
                td { (row.from) } td { (row.to) } td { (row.account) } td.n { (row.amount_fen) }
            } } }
            tfoot { tr { td colspan="3" { "合计（" (rows.len()) " 笔）" (upper::amount(total)) } td.n { (total) } } }
        }
        div.foot { span { "制表：" } span { "复核：" } span { "批准：" } }
    };
    page(actor, &title, &body)
}
