//! What other slices and the program may ask: tell an alert, take out what is due to go, write down how it went.

use crate::message::{self, Outgoing, Post, WebhookKind};
use base::{Instant, Refusal, Text};
use edge::Role;
use store::{Tx, params};

/// Something that somebody has to hear of.
pub struct Alert<'a> {
    /// What it is about: the same subject is told once.
    pub subject: String,
    /// Its kind, a stable word.
    pub kind: &'static str,
    /// What is said; no personal data.
    pub text: Text,
    /// The page that shows it.
    pub link: String,
    /// Whom it is told: posts of a role whose scope covers the path; an empty path is all of the role.
    pub to: &'a [(Role, &'a str)],
}

/// Tells an alert, once: into inboxes, and on its way to every webhook. Part of the transaction of its act.
pub fn tell(tx: &mut Tx<'_>, county: &str, now: Instant, alert: &Alert<'_>) -> Result<(), Refusal> {
    let known: i64 = tx.number(
        "SELECT COUNT(*) FROM alert WHERE county = $1 AND subject = $2",
        params![county, alert.subject.as_str()],
    )?;
    if known > 0 {
        return Ok(());
    }
    let id = tx.next_id(county, "alert")?;
    let written = tx.run(
        "INSERT INTO alert (county, id, subject, kind, zh, en, link, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT DO NOTHING",
        params![
            county,
            id,
            alert.subject.as_str(),
            alert.kind,
            alert.text.zh.as_str(),
            alert.text.en.as_str(),
            alert.link.as_str(),
            now
        ],
    )?;
    if written == 0 {
        return Ok(());
    }
    for (role, path) in alert.to {
        tx.run(
            "INSERT INTO alert_to (county, alert, role, path) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            params![county, id, role.word(), *path],
        )?;
    }
    tx.run(
        "INSERT INTO webhook_delivery (county, webhook, alert, attempts, next_at, state, answer, at)
         SELECT w.county, w.id, $2, 0, $3, 'waiting', '', $3 FROM webhook w WHERE w.county = $1 AND w.ended_at = ''",
        params![county, id, now],
    )?;
    Ok(())
}

/// An alert that is due to go out, and where to.
#[derive(Clone, Debug)]
pub struct Due {
    /// The webhook.
    pub webhook: i64,
    /// The alert.
    pub alert: i64,
    /// Its kind of address.
    pub kind: WebhookKind,
    /// What is to be sent.
    pub post: Post,
}

store::row! {
    struct DueRow {
        webhook: i64,
        alert: i64,
        kind: String,
        url: Vec<u8>,
        secret: Option<Vec<u8>>,
        alert_kind: String,
        zh: String,
        en: String,
        link: String,
        at: Instant,
    }
}

/// What is due to go out now, the oldest first. `public_url` begins the links.
pub fn due(tx: &mut Tx<'_>, county: &str, now: Instant, public_url: &str, most: i64) -> Result<Vec<Due>, Refusal> {
    let rows: Vec<DueRow> = tx.query(
        "SELECT d.webhook, d.alert, w.kind, w.url, w.secret, a.kind, a.zh, a.en, a.link, a.at FROM webhook_delivery d
         JOIN webhook w ON w.county = d.county AND w.id = d.webhook
         JOIN alert a ON a.county = d.county AND a.id = d.alert
         WHERE d.county = $1 AND d.state = 'waiting' AND d.next_at <= $2 ORDER BY d.next_at, d.alert LIMIT $3",
        params![county, now, most],
    )?;
    let mut due = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(kind) = WebhookKind::find(&row.kind) else { continue };
        // One address that cannot be opened holds up no other.
        let Ok((url, secret)) = crate::webhooks::opened(tx, county, row.webhook, &row.url, row.secret.as_deref())
        else {
            continue;
        };
        let link = if row.link.is_empty() { String::new() } else { format!("{public_url}/office{}", row.link) };
        let out = Outgoing { id: row.alert, kind: row.alert_kind, zh: row.zh, en: row.en, link, at: row.at };
        let post = message::post(kind, &url, secret.as_deref(), &out, now);
        due.push(Due { webhook: row.webhook, alert: row.alert, kind, post });
    }
    Ok(due)
}

/// Writes down how an attempt went; what failed is tried again, ever later, and given up in the end. Whatever else waits for
/// an address that failed waits as long.
pub fn attempted(
    tx: &mut Tx<'_>,
    county: &str,
    now: Instant,
    due: &Due,
    went: &Result<(), String>,
) -> Result<(), Refusal> {
    let attempts: Option<i64> = tx.find(
        "SELECT attempts FROM webhook_delivery WHERE county = $1 AND webhook = $2 AND alert = $3 AND state = 'waiting'",
        params![county, due.webhook, due.alert],
    )?;
    let Some(attempts) = attempts else { return Ok(()) };
    let (state, answer) = match went {
        Ok(()) => ("delivered", ""),
        Err(said) if attempts + 1 >= message::ATTEMPTS => ("given_up", said.as_str()),
        Err(said) => ("waiting", said.as_str()),
    };
    let next = now.plus_seconds(message::wait(attempts));
    tx.run(
        "UPDATE webhook_delivery SET attempts = $4, next_at = $5, state = $6, answer = $7, at = $8
         WHERE county = $1 AND webhook = $2 AND alert = $3 AND state = 'waiting'",
        params![county, due.webhook, due.alert, attempts + 1, next, state, answer, now],
    )?;
    if went.is_err() {
        tx.run(
            "UPDATE webhook_delivery SET next_at = $3 WHERE county = $1 AND webhook = $2 AND state = 'waiting' AND next_at < $3",
            params![county, due.webhook, next],
        )?;
    }
    Ok(())
}
