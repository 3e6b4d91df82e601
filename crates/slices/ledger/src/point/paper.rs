//! What people pay from: the list to sign 发放表, and the file for the bank. Both show people in full, so each is an act.

use super::{
    item::How,
    lists::{self, Kept},
    people,
};
use crate::{around, view::receipt_no};
use base::{Fen, Refusal, upper};
use books::stock::kg;
use edge::Actor;
use maud::{DOCTYPE, PreEscaped, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// What the paper or file is for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintPaymentList {
    /// It shows names or accounts in full, so the act is kept with its reason.
    pub reason: String,
}

/// A page to print.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaymentPaper {
    /// The page, self-contained.
    pub html: String,
    /// Rows on it.
    pub count: i64,
}

/// A file for the bank.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BankFile {
    /// Name to save it under.
    pub name: String,
    /// The file, as text.
    pub csv: String,
    /// Rows in it.
    pub count: i64,
    /// Sum of its rows.
    pub total_fen: Fen,
    /// Who is left out because no account is known, masked.
    pub without_account: Vec<String>,
    /// Who is left out because something is owed back, masked.
    pub owed_back: Vec<String>,
}

const SIMULATED: &str = "模拟数据，不作凭证";
const STYLE: &str = "@page{size:A4;margin:12mm 12mm 15mm;@bottom-right{content:counter(page) ' / ' counter(pages);font-size:8pt}}
*{box-sizing:border-box}body{margin:0;font:11pt/1.5 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#111}
h1{font-size:16pt;text-align:center;margin:0 0 3mm}table{border-collapse:collapse;width:100%}th,td{border:.2mm solid #444;padding:2mm;text-align:left}
tbody td{height:12mm}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.sign{width:38mm}thead{display:table-header-group}
tfoot{display:table-row-group}tr{break-inside:avoid}.mark{text-align:center;color:#9b2c1f;font-weight:700;margin-bottom:2mm}
.foot{display:flex;justify-content:space-between;margin-top:8mm}small{font-size:9pt}";

/// Prints the list to sign; rows that were taken off are left out. **Who:** keeper of the point.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PrintPaymentList) -> Result<PaymentPaper, Refusal> {
    super::reason(&body.reason)?;
    let county = actor.county_id();
    let head = lists::head(tx, county, id)?;
    let point = around::outlet_name(tx, county, head.outlet)?;
    let rows: Vec<Kept> = lists::kept_rows(tx, county, id)?.into_iter().filter(|row| row.act != "released").collect();
    let mut shown = Vec::with_capacity(rows.len());
    for row in &rows {
        let numbers: Vec<i64> = tx.query(
            "SELECT seq FROM payment_entry WHERE county = $1 AND list = $2 AND counterparty = $3 ORDER BY seq",
            params![county, id, row.counterparty],
        )?;
        let numbers: Vec<String> = numbers.into_iter().map(|seq| receipt_no(head.outlet, seq)).collect();
        shown.push((row, people::in_full(tx, county, row.counterparty)?, numbers.join("、")));
    }
    let grams: i64 = rows.iter().map(|row| row.quantity_g).fold(0, i64::saturating_add);
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head { meta charset="utf-8"; title { "收购款发放表 " (id) } style { (PreEscaped(STYLE)) } }
            body {
                @if actor.county.simulated { div.mark { (SIMULATED) } }
                h1 { "收购款发放表" }
                p { "收购点：" (point) "　表号：" (id) "　制表日期：" (head.drawn_on) "　人数：" (rows.len()) }
                table {
                    thead { tr { th { "序号" } th { "姓名" } th { "村（住址）" } th.n { "公斤" } th.n { "金额（元）" } th.sign { "签名或指印" } } }
                    tbody { @for (number, (row, who, numbers)) in (1_i64..).zip(&shown) { tr {
                        td.n { (number) }
                        td { (who.name) br; small { "单号 " (numbers) } }
                        td { (who.place) }
                        td.n { (kg(row.quantity_g)) }
                        td.n { (row.amount_fen) @if row.amount_fen.0 < 0 { br; small { "（收回）" } } }
                        td {}
                    } } }
                    tfoot { tr { td colspan="3" { "合计　" (upper::amount(head.total_fen)) } td.n { (kg(grams)) } td.n { (head.total_fen) } td {} } }
                }
                div.foot { span { "收购员：" } span { "证明人：" } span { "付款日期：" } }
            }
        }
    };
    Ok(PaymentPaper { html: page.into_string(), count: i64::try_from(rows.len()).unwrap_or(i64::MAX) })
}

/// Writes the file for the bank: rows that are not paid yet or were paid by the bank. **Who:** keeper of the point.
pub fn bank_file(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PrintPaymentList) -> Result<BankFile, Refusal> {
    super::reason(&body.reason)?;
    let county = actor.county_id();
    let head = lists::head(tx, county, id)?;
    let (mut without_account, mut owed_back, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    let mut table = super::csv::Table::new(actor, &["序号", "户名", "账号", "开户行", "金额（元）", "用途"]);
    for row in lists::kept_rows(tx, county, id)? {
        if !(row.act.is_empty() || row.act == "paid" && row.how == How::Bank.word()) {
            continue;
        }
        let shown = people::who(tx, county, row.counterparty)?.name;
        let at = if row.act.is_empty() { None } else { row.made_at };
        let account = around::account(tx, county, (head.outlet, row.counterparty), at)?;
        if row.amount_fen.0 < 0 {
            owed_back.push(shown);
        } else if account.number.is_empty() {
            without_account.push(shown);
        } else {
            amounts.push(row.amount_fen);
            let number = amounts.len().to_string();
            let purpose = format!("收购款（发放表 {id}）");
            table.row([&number, &account.holder, &account.number, &account.bank, &row.amount_fen.plain(), &purpose])?;
        }
    }
    Ok(BankFile {
        name: format!("收购款代发-{id}-{}.csv", head.drawn_on),
        csv: table.text()?,
        count: i64::try_from(amounts.len()).unwrap_or(i64::MAX),
        total_fen: Fen::total(amounts).ok_or(crate::error::No::Overflow)?,
        without_account,
        owed_back,
    })
}
