//! Pages for everybody: server-rendered, no script, a few KB each.

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use base::{Lang, Refusal};
use edge::{Actor, App, Nothing};
use maud::{DOCTYPE, Markup, html};
use outlets::{CertificateCheck, authorisation, check_certificate};
use serde::Deserialize;

const STYLE: &str = "body{font:18px/1.6 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1f2421;background:#fbfaf6;\
margin:0;padding:1.5rem}main{max-width:34rem;margin:0 auto}h1{font-size:1.4rem}dl{display:grid;grid-template-columns:8rem 1fr;gap:.4rem}\
dt{color:#5a605c}dd{margin:0}.state{font-size:1.3rem;font-weight:700;padding:.6rem 1rem;border-left:.4rem solid #1f6b4a;background:#fff}\
.no{border-color:#b3391f}input{font:inherit;padding:.5rem;width:14rem}button{font:inherit;padding:.5rem 1rem}.sim{background:#e0b04a;position:sticky;top:0;\
margin:-1.5rem -1.5rem 1.5rem;padding:.2rem 1rem;font-size:.85rem;font-weight:600;text-align:center}.sim span{display:inline-block}";

/// What is to be checked.
#[derive(Debug, Deserialize)]
pub struct Check {
    /// The code printed on a certificate.
    #[serde(default)]
    certificate: String,
}

/// `/verify`: is this certificate good? **Who:** anybody with the printed code.
pub async fn verify(State(app): State<App>, Query(check): Query<Check>) -> Response {
    let Some(county) = app.county() else { return (StatusCode::NOT_FOUND, Html("")).into_response() };
    let (name, simulated) = (county.name.clone(), county.simulated);
    let code = check.certificate.trim().to_owned();
    if code.is_empty() {
        return page(&name, simulated, &ask("")).into_response();
    }
    let (stamp, asked) = (app.stamp("public"), code.clone());
    let found = app
        .db()
        .read(move |tx| check_certificate(tx, &Actor::nobody(county.clone(), &stamp), asked.clone(), Nothing {}));
    match found.await {
        Ok(found) => page(&name, simulated, &answer(&found)).into_response(),
        Err(refusal) => (StatusCode::NOT_FOUND, page(&name, simulated, &refused(&refusal, &code))).into_response(),
    }
}

fn page(county: &str, simulated: bool, body: &Markup) -> Html<String> {
    Html(
        html! {
            (DOCTYPE)
            html lang="zh-CN" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    title { (county) " · 证书查询 / certificate check" }
                    style { (maud::PreEscaped(STYLE)) }
                }
                body {
                    @if simulated { p.sim { "模拟数据：不是真实的人、店和交易 / " span { "Simulated data: no real people, shops or sales" } } }
                    main { h1 { (county) " · 证书查询" br; small { "Certificate check" } } (body) }
                }
            }
        }
        .into_string(),
    )
}

fn ask(code: &str) -> Markup {
    html! {
        form method="get" action="/verify" {
            p { label { "查询码 / code " input name="certificate" value=(code) autocomplete="off"; } " " button { "查询 / check" } }
        }
    }
}

fn answer(found: &CertificateCheck) -> Markup {
    let holds = found.state == authorisation::State::Authorised;
    html! {
        p.state.no[!holds] { (found.message.zh) " / " (found.message.en) }
        dl {
            dt { "单位 / unit" } dd { (found.outlet_name) }
            dt { "编号 / number" } dd { (found.number) }
            @if !found.address.is_empty() { dt { "地址 / address" } dd { (found.address) } }
            dt { "首次授权 / since" } dd { (found.issued_on) }
            @if let Some(to) = found.valid_to.filter(|to| to.year() < 9999) { dt { "有效期至 / until" } dd { (to) } }
            dt { "查询日 / asked on" } dd { (found.day) }
        }
        (ask(""))
    }
}

fn refused(refusal: &Refusal, code: &str) -> Markup {
    html! {
        p.state.no { (refusal.message.in_lang(Lang::Zh)) " / " (refusal.message.in_lang(Lang::En)) }
        (ask(code))
    }
}
