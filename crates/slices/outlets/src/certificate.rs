//! The certificate of an authorised outlet: its number, the public check, the page to print.
//!
//! Invariant: the public answer names the outlet and what holds today, never a person.

use crate::{
    authorisation::{self, State},
    error::No,
    paper::qr,
    register::known,
    sql,
};
use base::{Day, Refusal, Text, ids::OutletId};
use edge::{Actor, Download, Nothing};
use maud::{DOCTYPE, PreEscaped, html};
use policy::vocabulary::OutletKind;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, params};

store::row! {
    /// A certificate.
    #[derive(Clone, Debug)]
    pub struct Certificate {
        /// Whose.
        pub outlet: OutletId,
        /// `430582-2020-001`: county, year of the first grant, running number.
        pub number: String,
        /// Ten characters by which anybody can check it.
        pub code: String,
        /// Day of the first grant.
        pub issued_on: Day,
    }
}

/// What anybody is told about a certificate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CertificateCheck {
    /// Number.
    pub number: String,
    /// Name of the outlet.
    pub outlet_name: String,
    /// Its kind.
    pub outlet_kind: OutletKind,
    /// Its address.
    pub address: String,
    /// What holds today.
    pub state: State,
    /// The same in words.
    pub message: Text,
    /// Last day of the running term.
    pub valid_to: Option<Day>,
    /// Day of the first grant.
    pub issued_on: Day,
    /// The day this was asked.
    pub day: Day,
    /// A simulated county's certificates are worth nothing.
    pub simulated: bool,
}

/// Letters and digits that are not mixed up when read aloud.
const CODE_LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The certificate of an outlet, if it was ever authorised.
pub fn of(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Option<Certificate>, Refusal> {
    Ok(tx.find(
        "SELECT outlet, number, code, issued_on FROM certificate WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?)
}

/// Makes the certificate with the first grant; a renewal keeps it. The code is a keyed digest,
/// so it cannot be guessed from the number.
pub fn issue(tx: &mut Tx<'_>, county: &str, outlet: OutletId, on_day: Day) -> Result<(), Refusal> {
    if of(tx, county, outlet)?.is_some() {
        return Ok(());
    }
    let running = tx.next_id(county, "certificate")?;
    let number = format!("{county}-{}-{running:03}", on_day.year());
    let digest = tx.vault().digest("certificate", &format!("{county}/{number}"));
    let letter = |byte: &u8| char::from(CODE_LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'2'));
    let code: String = digest.iter().take(10).map(letter).collect();
    tx.run(
        "INSERT INTO certificate (county, outlet, number, code, issued_on) VALUES ($1, $2, $3, $4, $5)",
        params![county, outlet, number, code, on_day],
    )?;
    Ok(())
}

/// Whether a certificate holds today. **Who:** anybody.
pub fn check(tx: &mut Tx<'_>, actor: &Actor, code: String, _: Nothing) -> Result<CertificateCheck, Refusal> {
    let county = actor.county_id();
    let found: Option<Certificate> = tx.find(
        "SELECT outlet, number, code, issued_on FROM certificate WHERE county = $1 AND code = $2",
        params![county, code.trim().to_uppercase()],
    )?;
    let certificate = found.ok_or(No::NoSuchCertificate)?;
    let outlet = known(tx, county, certificate.outlet)?;
    let (state, valid_to) = authorisation::on(&sql::acts_of(tx, county, certificate.outlet)?, actor.day());
    Ok(CertificateCheck {
        number: certificate.number,
        outlet_name: outlet.name,
        outlet_kind: outlet.kind.0,
        address: outlet.address,
        state,
        message: state.text(),
        valid_to,
        issued_on: certificate.issued_on,
        day: actor.day(),
        simulated: actor.county.simulated,
    })
}

const STYLE: &str = "@page{size:A4 landscape;margin:0}*{box-sizing:border-box}body{margin:0;font-family:'Noto Serif CJK SC','Songti SC',SimSun,serif;color:#1d1d1d}
main{width:297mm;height:209mm;padding:14mm;margin:0 auto}.frame{height:100%;border:1.2mm double #9b2c1f;padding:14mm 20mm;display:flex;flex-direction:column;align-items:center;text-align:center}
h1{font-size:34pt;letter-spacing:.3em;margin:0 0 2mm;color:#9b2c1f}h2{font-size:14pt;font-weight:400;margin:0}.name{font-size:26pt;margin:12mm 0 6mm;border-bottom:.3mm solid #1d1d1d;padding:0 10mm 2mm}
p{font-size:15pt;line-height:1.9;margin:0;max-width:200mm}.foot{margin-top:auto;width:100%;display:flex;justify-content:space-between;align-items:flex-end;text-align:left;font-size:11pt;line-height:1.7}
.foot svg{width:30mm;height:30mm;display:block}.seal{text-align:right}.mark{color:#9b2c1f;font-weight:700}";

/// A day as documents write it: 2019年6月1日.
fn prose(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day_of_month())
}

/// The certificate as a page to print, A4 landscape. **Who:** whoever may see the outlet.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, _: Nothing) -> Result<Download, Refusal> {
    let county = actor.county_id();
    let outlet = known(tx, county, id)?;
    let certificate = of(tx, county, id)?.ok_or(No::NoCertificate)?;
    let (state, valid_to) = authorisation::on(&sql::acts_of(tx, county, id)?, actor.day());
    let words = actor.policies.on(actor.day()).map(|policy| policy.words().clone()).unwrap_or_default();
    let target = format!("{}/verify?certificate={}", actor.public_url, certificate.code);
    let title = if outlet.kind.0 == OutletKind::Online {
        words.online.zh.clone() + "证书"
    } else {
        format!("{}证书", words.authorised_unit.zh)
    };
    let body = match outlet.kind.0 {
        OutletKind::Online => format!("经审核，确定为{}{}。", actor.county.name, words.online.zh),
        _ => format!("经审核，准予作为{}{}，按规定销售和展示目录内产品。", actor.county.name, words.authorised_unit.zh),
    };
    let term = match valid_to {
        Some(to) if to.year() < 9999 => format!("有效期至{}", prose(to)),
        Some(_) => "长期有效，以查询结果为准".to_owned(),
        None => format!("目前状态：{}", state.text().zh),
    };
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head { meta charset="utf-8"; title { (title) " " (outlet.name) } style { (PreEscaped(STYLE)) } }
            body { main { div.frame {
                h1 { (title) }
                h2 { "编号 " (certificate.number) }
                div.name { (outlet.name) }
                p { (body) }
                p { (term) }
                div.foot {
                    div { (PreEscaped(qr(&target)?)) "查询码 " (certificate.code) }
                    div.seal {
                        @if actor.county.simulated { div.mark { "模拟数据，不作凭证" } }
                        @if state != State::Authorised { div.mark { (state.text().zh) } }
                        div { (actor.county.name) (words.programme.zh) "工作领导小组办公室" }
                        div { (prose(certificate.issued_on)) }
                    }
                }
            } } }
        }
    };
    Ok(Download::page(page.into_string()))
}
