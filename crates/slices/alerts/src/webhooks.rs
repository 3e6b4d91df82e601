//! Addresses outside that alerts go to: set up by the administrator, tried, ended; what became of each alert.

use crate::{error::No, message::WebhookKind};
use base::{Instant, Refusal, Text};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use store::{Ask, Listing, Page, Tx, params};
use url::{Host, Url};

/// Sets up a webhook.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUpWebhook {
    /// What it is called: 专班群.
    pub name: String,
    /// What kind of address.
    pub kind: WebhookKind,
    /// The address, with the robot's key; kept sealed and shown to nobody again.
    pub url: String,
    /// The secret to sign with; due for the county's own systems.
    #[serde(default)]
    pub secret: String,
}

store::row! {
    /// A webhook.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct WebhookRow {
        /// Number.
        pub id: i64,
        /// What it is called.
        pub name: String,
        /// `wecom`, `dingtalk` or `signed`.
        pub kind: String,
        /// The host of its address; the rest of it is secret.
        pub host: String,
        /// When it ended; empty while alerts go there.
        pub ended_at: String,
        /// Alerts that arrived.
        pub delivered: i64,
        /// Alerts on their way.
        pub waiting: i64,
        /// Alerts that were given up.
        pub given_up: i64,
        /// When it was set up.
        pub at: Instant,
    }
}

store::row! {
    /// One alert on its way to an address.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct WebhookDeliveryRow {
        /// Number of the alert.
        pub alert: i64,
        /// What it says, Chinese.
        pub zh: String,
        /// `waiting`, `delivered` or `given_up`.
        pub state: String,
        /// Attempts.
        pub attempts: i64,
        /// The next attempt.
        pub next_at: Instant,
        /// What the other side said last.
        pub answer: String,
        /// The last attempt, or when it was told.
        pub at: Instant,
    }
}

fn count(state: &str) -> String {
    format!(
        "(SELECT COUNT(*) FROM webhook_delivery d WHERE d.county = w.county AND d.webhook = w.id AND d.state = '{state}') AS {state}"
    )
}

fn columns() -> String {
    format!(
        "SELECT w.id, w.name, w.kind, w.host, w.ended_at, {}, {}, {}, w.at, w.id AS sort_id FROM webhook w WHERE w.county = $1",
        count("delivered"),
        count("waiting"),
        count("given_up")
    )
}

/// The address of a kind. **Errors:** it is none that alerts may go to.
fn address(kind: WebhookKind, text: &str) -> Result<Url, No> {
    let url = Url::parse(text.trim()).map_err(|_| No::Address)?;
    let near = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => is_near(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_near(IpAddr::V6(ip)),
        None => return Err(No::Address),
    };
    let plain = url.scheme() == "http" && near;
    if (url.scheme() != "https" && !plain) || !url.username().is_empty() || url.password().is_some() {
        return Err(No::Address);
    }
    match kind.host() {
        // A gateway in the house may stand before the chat's own address.
        Some(host) if !near && url.host_str() != Some(host) => Err(No::Foreign { host: host.to_owned() }),
        _ => Ok(url),
    }
}

fn is_near(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    }
}

fn place(county: &str, id: i64, column: &str) -> String {
    format!("{county}.webhook.{id}.{column}")
}

/// Address and secret, opened.
pub(crate) fn opened(
    tx: &Tx<'_>,
    county: &str,
    id: i64,
    url: &[u8],
    secret: Option<&[u8]>,
) -> Result<(String, Option<String>), Refusal> {
    let vault = tx.vault();
    let url = vault.unseal(&place(county, id, "url"), url)?;
    let secret = secret.map(|secret| vault.unseal(&place(county, id, "secret"), secret)).transpose()?;
    Ok((url, secret))
}

/// Sets up a webhook. **Who:** county administrator.
pub fn set_up(tx: &mut Tx<'_>, actor: &Actor, (): (), body: SetUpWebhook) -> Result<WebhookRow, Refusal> {
    let county = actor.county_id();
    let name = body.name.trim();
    if name.is_empty() || name.chars().count() > 30 {
        return Err(Refusal::from(No::Name).at("/name"));
    }
    let url = address(body.kind, &body.url).map_err(|no| Refusal::from(no).at("/url"))?;
    let secret = body.secret.trim();
    if body.kind == WebhookKind::Signed && secret.chars().count() < 16 {
        return Err(Refusal::from(No::Secret).at("/secret"));
    }
    let id = tx.next_id(county, "webhook")?;
    let sealed = tx.vault().seal(&place(county, id, "url"), url.as_str())?;
    let secret = if secret.is_empty() { None } else { Some(tx.vault().seal(&place(county, id, "secret"), secret)?) };
    tx.run(
        "INSERT INTO webhook (county, id, name, kind, host, url, secret, ended_at, made_by, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9)",
        params![
            county,
            id,
            name,
            body.kind.word(),
            url.host_str().unwrap_or_default(),
            sealed,
            secret,
            actor.person,
            actor.now
        ],
    )?;
    find(tx, county, id)
}

fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<WebhookRow, Refusal> {
    tx.find(&format!("{} AND w.id = $2", columns()), params![county, id])?.ok_or_else(|| No::NoSuchWebhook.into())
}

fn running(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<WebhookRow, Refusal> {
    let found = find(tx, county, id)?;
    if found.ended_at.is_empty() { Ok(found) } else { Err(No::Ended.into()) }
}

/// Ends a webhook: nothing goes there any more, address and secret are forgotten. **Who:** county administrator.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<WebhookRow, Refusal> {
    let county = actor.county_id();
    running(tx, county, id)?;
    tx.run(
        "UPDATE webhook SET ended_at = $3, url = $4, secret = NULL WHERE county = $1 AND id = $2",
        params![county, id, actor.now.to_string(), tx.vault().seal(&place(county, id, "url"), "")?],
    )?;
    tx.run(
        "UPDATE webhook_delivery SET state = 'given_up', answer = '已停用' WHERE county = $1 AND webhook = $2
         AND state = 'waiting'",
        params![county, id],
    )?;
    find(tx, county, id)
}

/// Sends a word by way of trial, so that one sees in the chat whether it arrives. **Who:** county administrator.
pub fn trial(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<WebhookRow, Refusal> {
    let county = actor.county_id();
    let found = running(tx, county, id)?;
    let text = Text::new(
        format!("活水：{}的消息会发到这里（{}，试发）", actor.county.name, found.name),
        format!("Huoshui: alerts of {} come here ({}, a trial)", actor.county.name, found.name),
    );
    let alert = tx.next_id(county, "alert")?;
    tx.run(
        "INSERT INTO alert (county, id, subject, kind, zh, en, link, at) VALUES ($1, $2, $3, 'trial', $4, $5, '', $6)",
        params![county, alert, format!("trial/{alert}"), text.zh, text.en, actor.now],
    )?;
    tx.run(
        "INSERT INTO webhook_delivery (county, webhook, alert, attempts, next_at, state, answer, at)
         VALUES ($1, $2, $3, 0, $4, 'waiting', '', $4)",
        params![county, id, alert, actor.now],
    )?;
    find(tx, county, id)
}

/// Webhooks. **Who:** county administrator.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<WebhookRow>, Refusal> {
    let base = columns();
    let listing = Listing {
        base: &base,
        params: params![actor.county_id()].to_vec(),
        sorts: &["-at", "name", "kind"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}

/// What became of the alerts of a webhook, the newest first. **Who:** county administrator.
pub fn deliveries(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: i64,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<WebhookDeliveryRow>, Refusal> {
    find(tx, actor.county_id(), id)?;
    let listing = Listing {
        base: "SELECT d.alert, a.zh, d.state, d.attempts, d.next_at, d.answer, d.at, d.alert AS sort_id
               FROM webhook_delivery d JOIN alert a ON a.county = d.county AND a.id = d.alert
               WHERE d.county = $1 AND d.webhook = $2",
        params: params![actor.county_id(), id].to_vec(),
        sorts: &["-at", "state", "attempts"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_go_to_known_hosts_by_https() {
        let code = |kind, url: &str| address(kind, url).map_or_else(|no| Refusal::from(no).code, |_| "ok");
        for (kind, url, expected) in [
            (WebhookKind::Wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", "ok"),
            (WebhookKind::Wecom, "https://qyapi.weixin.qq.com.evil.example/send", "webhook.foreign"),
            (WebhookKind::Wecom, "http://qyapi.weixin.qq.com/send", "webhook.address"),
            (WebhookKind::Dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=t", "ok"),
            (WebhookKind::Dingtalk, "https://qyapi.weixin.qq.com/send", "webhook.foreign"),
            (WebhookKind::Signed, "https://county.example/hook", "ok"),
            (WebhookKind::Signed, "https://user:word@county.example/hook", "webhook.address"),
            (WebhookKind::Signed, "http://county.example/hook", "webhook.address"),
            (WebhookKind::Signed, "http://10.1.2.3/hook", "ok"),
            (WebhookKind::Wecom, "http://127.0.0.1:9000/robot", "ok"),
            (WebhookKind::Signed, "ftp://10.1.2.3/hook", "webhook.address"),
            (WebhookKind::Signed, "hook", "webhook.address"),
            (WebhookKind::Signed, "", "webhook.address"),
        ] {
            assert_eq!(code(kind, url), expected, "{url}");
        }
    }
}
