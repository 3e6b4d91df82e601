//! What has to be told when nobody acts, and what goes out: overdue reports become alerts, alerts go to their webhooks.

use alerts::{
    desk::{self, Due},
    message,
};
use base::Refusal;
use edge::{Actor, App};
use std::{collections::BTreeSet, time::Duration};
use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig, TlsProvider},
};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(5);

/// An address that does not answer within this is tried again later.
const PATIENCE: Duration = Duration::from_secs(10);

/// Alerts taken out at once.
const AT_ONCE: i64 = 20;

/// Looks, again and again, for what became overdue and what is due to go out.
pub async fn run(app: App) {
    let agent = agent();
    loop {
        let (of_app, of_agent) = (app.clone(), agent.clone());
        let round = tokio::task::spawn_blocking(move || round(&of_app, &of_agent));
        if let Ok(Err(refusal)) = round.await {
            tracing::error!(code = refusal.code, "alerts were not carried out");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Who sends; a redirection is not followed, since an alert goes to the address that the county named.
pub fn agent() -> Agent {
    // A second call finds the provider already there; that is all this error can say.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let tls = TlsConfig::builder().provider(TlsProvider::Rustls).root_certs(RootCerts::WebPki).build();
    Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .http_status_as_error(false)
        .tls_config(tls)
        .build()
        .new_agent()
}

/// One round. Sending takes no transaction; what is sent twice, because the program stopped in between, is better than
/// not at all.
pub fn round(app: &App, agent: &Agent) -> Result<(), Refusal> {
    let Some(county) = app.county() else { return Ok(()) };
    let stamp = app.stamp("courier");
    let (now, id, public_url) = (stamp.now, county.id.to_string(), stamp.public_url.clone());
    // Most rounds have nothing to do, and take no turn of the writer's.
    let waits = {
        let id = id.clone();
        app.db().read_now(move |tx| supply::desk::has_overdue(tx, &id, now))?
    };
    if waits {
        app.db().write_now(move |tx| supply::desk::tell_overdue(tx, &Actor::program(county.clone(), &stamp)))?;
    }
    let of = id.clone();
    let due = app.db().read_now(move |tx| desk::due(tx, &of, now, &public_url, AT_ONCE))?;
    // An address that did not answer is not asked again in this round: it would hold up the others.
    let mut silent = BTreeSet::new();
    for one in due {
        if silent.contains(&one.webhook) {
            continue;
        }
        let went = send(agent, &one);
        if went.is_err() {
            silent.insert(one.webhook);
        }
        let (id, now) = (id.clone(), app.stamp("courier").now);
        app.db().write_now(move |tx| desk::attempted(tx, &id, now, &one, &went))?;
    }
    Ok(())
}

/// Sends one alert. **Errors:** what the network or the other side said; never the address, which holds a key.
fn send(agent: &Agent, due: &Due) -> Result<(), String> {
    let mut request = agent.post(&due.post.url).header("content-type", "application/json; charset=utf-8");
    for (name, value) in &due.post.headers {
        request = request.header(*name, value);
    }
    let answer = request.send(due.post.body.as_bytes());
    let mut answer = answer.map_err(|error| match error {
        ureq::Error::Timeout(_) => "timed out".to_owned(),
        ureq::Error::HostNotFound => "host not found".to_owned(),
        ureq::Error::ConnectionFailed | ureq::Error::Io(_) => "not reachable".to_owned(),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => "certificate not trusted".to_owned(),
        _ => "not sent".to_owned(),
    })?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(4_096).read_to_string().unwrap_or_default();
    message::taken(due.kind, status, &body)
}
