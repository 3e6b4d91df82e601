//! One request on its way: unpacked, sent to a worker of the database, answered after COMMIT.

use super::{
    request::{
        Credential, OF_STRANGERS, USUAL, credential, from_own_page, hear_out, language, origin, unpack, upload, whole,
    },
    response::{pack, with_headers},
};
use crate::{
    actor::{County, Effect},
    app::App,
    audit, export,
    problem::{EdgeRefusal, problem},
    route::{Route, Takes},
    run::{self, Answer, Sent},
    texts,
};
use axum::{extract::Request, response::Response};
use base::{Instant, Lang, Refusal};
use std::{net::IpAddr, sync::Arc};
use store::Tx;

/// Characters of an address that the audit trail keeps of a refused attempt.
const SUBJECT: usize = 120;

pub(super) async fn serve(
    app: App,
    route: Arc<Route>,
    sibling: Option<Arc<Route>>,
    path: Vec<String>,
    request: Request,
) -> Response {
    let began = std::time::Instant::now();
    let from = origin(&app, &request);
    let lang = language(request.headers());
    let trace = trace_id(&app.0.clock.now(), from);
    let (who, at) = (credential(request.headers()), request.uri().path().to_owned());
    let response = match answer(&app, &route, sibling, path, request, from, lang).await {
        Ok(response) => response,
        Err(refusal) => {
            if refusal.code == "edge.outside_scope" {
                note_denial(&app, who, format!("{} {at}", route.method), from).await;
            }
            problem(&refusal, lang, &trace)
        }
    };
    let status = response.status().as_u16();
    app.0.measured.count(route.method, route.path, status, began.elapsed());
    let ms = began.elapsed().as_millis();
    if app.county().is_some() {
        tracing::info!(method = route.method, route = route.path, status, ms, %trace, "request");
    } else {
        // Until a county is set up, the window shows the link for that and little else.
        tracing::debug!(method = route.method, route = route.path, status, ms, %trace, "request");
    }
    with_headers(response, &trace)
}

fn trace_id(now: &Instant, from: IpAddr) -> String {
    use sha2::{Digest, Sha256};
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let text = format!("{now}{from}{}", COUNT.fetch_add(1, Ordering::Relaxed));
    Sha256::digest(text).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

async fn answer(
    app: &App,
    route: &Arc<Route>,
    sibling: Option<Arc<Route>>,
    path: Vec<String>,
    request: Request,
    from: IpAddr,
    lang: Lang,
) -> Result<Response, Refusal> {
    if let Err(refusal) = at_the_door(app, route, &request, from) {
        hear_out(request.into_body()).await;
        return Err(refusal);
    }
    let county = county_for(app, route)?;
    let (mut sent, want, tag) = unpack(app, route, path, &request, from, lang)?;
    if matches!(route.takes, Takes::Upload) {
        // Nobody fills our memory with a file before it is known who asks.
        if let Err(refusal) = admit(app, route.clone(), county.clone(), sent.clone()).await {
            hear_out(request.into_body()).await;
            return Err(refusal);
        }
        sent.asked.upload = Some(upload(app, request).await?);
    } else if route.writes() {
        let most = if matches!(credential(request.headers()), Credential::None) { OF_STRANGERS } else { USUAL };
        sent.asked.body = whole(request.into_body(), most).await?;
    }
    texts::check(route, &sent.asked)?;
    if want != export::Format::Json {
        return export::export(app, route.clone(), county, sent, want).await;
    }
    let answer = execute(app, route.clone(), sibling, county, sent).await?;
    for effect in &answer.effects {
        match effect {
            Effect::Refuse(refusal) => return Err(refusal.clone()),
            Effect::Reload => app.reload_here().await?,
            Effect::SignIn { .. } | Effect::SignOut => {}
        }
    }
    Ok(pack(app, answer, tag.as_deref()))
}

/// What is refused before anything of a request is read: too many of them, and writes from another site's pages.
fn at_the_door(app: &App, route: &Route, request: &Request, from: IpAddr) -> Result<(), Refusal> {
    if app.0.limiter.check_key(&from).is_err() {
        return Err(EdgeRefusal::TooMany { seconds: 1 }.into());
    }
    if route.writes() && !from_own_page(app, request.headers()) {
        return Err(EdgeRefusal::Csrf.into());
    }
    Ok(())
}

/// Runs a route on a worker; writes wait for their COMMIT.
pub(crate) async fn execute(
    app: &App,
    route: Arc<Route>,
    sibling: Option<Arc<Route>>,
    county: County,
    sent: Sent,
) -> Result<Answer, Refusal> {
    let mut sent = sent;
    if route.prepare.is_some() {
        // Passwords and workbooks take their time: some readers are always left for the others.
        let _turn = app.0.preparing.acquire().await;
        let (parts, county, route, asked) = (app.0.clone(), county.clone(), route.clone(), sent.clone());
        sent.asked.prepared = app.0.db.read(move |tx| run::prepare(&parts.runner, tx, &county, &route, &asked)).await?;
    }
    let parts = app.0.clone();
    let writes = route.writes() || route.logged;
    let run = move |tx: &mut Tx<'_>| run::run(&parts.runner, tx, &county, &route, sibling.as_deref(), &sent);
    if writes { app.0.db.write(run).await } else { app.0.db.read(run).await }
}

/// An attempt to reach beyond one's scope is itself an act worth keeping: whose, with which post, at what.
async fn note_denial(app: &App, who: Credential, at: String, from: IpAddr) {
    let Some(county) = app.county() else { return };
    let stamp = app.stamp(&from.to_string());
    // An address is as long as its sender likes.
    let subject: String = at.chars().take(SUBJECT).collect();
    let parts = app.0.clone();
    let noted = app.0.db.write(move |tx| {
        let (actor, _) = parts.runner.sessions.actor(tx, &county, &who, &stamp)?;
        let act = audit::Act {
            act: "scope.denied",
            subject: &subject,
            asked_digest: Vec::new(),
            result_digest: Vec::new(),
            detail: "",
        };
        audit::append(tx, &actor, &act)
    });
    if let Err(refusal) = noted.await {
        tracing::error!(code = refusal.code, "a denial could not be written down");
    }
}

/// The county of a request; only what anyone may do works before set-up.
fn county_for(app: &App, route: &Route) -> Result<County, Refusal> {
    match app.county() {
        Some(county) => Ok(county),
        None if route.perm == crate::Perm::Anyone => Ok(County {
            id: "".into(),
            name: String::new(),
            kind_word: String::new(),
            policy: String::new(),
            simulated: false,
            ahead_ms: 0,
        }),
        None => Err(EdgeRefusal::NotSetUp.into()),
    }
}

/// Checks who asks, and role and scope, before the body is read.
async fn admit(app: &App, route: Arc<Route>, county: County, sent: Sent) -> Result<(), Refusal> {
    let parts = app.0.clone();
    let check = move |tx: &mut Tx<'_>| run::admit(&parts.runner, tx, &county, &route, &sent).map(|_| ());
    app.0.db.read(check).await
}
