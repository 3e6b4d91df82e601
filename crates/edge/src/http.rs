//! The HTTP server: unpacks requests, sends them to the database's workers, packs answers.

use crate::{
    actor::{Actor, County, Effect},
    audit, export,
    problem::{EdgeRefusal, problem},
    route::{Asked, Download, Given, Route, ScopeTree, Sessions, Slice, Takes, Upload},
    run::{self, Answer, Runner, Sent, Stamp},
    texts,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, FromRequest, Multipart, RawPathParams, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use base::{Clock, Instant, Lang, Refusal};
use policy::PolicySet;
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, PoisonError, RwLock},
};
use store::{Ask, Db, Tx, params};

/// Bytes of a JSON body at most.
const BODY: usize = 2 << 20;

/// How the edge behaves.
#[derive(Clone)]
pub struct Config {
    /// Whether cookies are Secure and HSTS is sent.
    pub https: bool,
    /// Bytes of an upload at most.
    pub upload_limit: usize,
    /// Requests a second that one address may send for long.
    pub rate: u32,
    /// Address that people type, for QR codes; empty if it is not known.
    pub public_url: String,
    /// Address of the proxy whose `X-Forwarded-For` is believed.
    pub proxy: Option<IpAddr>,
}

impl Default for Config {
    fn default() -> Self {
        Self { https: false, public_url: String::new(), upload_limit: 64 << 20, rate: 200, proxy: None }
    }
}

/// What a request proves itself with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Nothing.
    None,
    /// The session cookie.
    Session(String),
    /// A program's bearer token.
    Token(String),
}

/// Reads the policies in force for a county.
pub type LoadPolicies = fn(&mut Tx<'_>, &str) -> Result<PolicySet, Refusal>;

/// The running program: cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    db: Db,
    clock: Arc<dyn Clock>,
    config: Config,
    runner: Runner,
    slices: Vec<Slice>,
    load_policies: LoadPolicies,
    loaded: RwLock<(Option<County>, Arc<PolicySet>)>,
    limiter: governor::DefaultKeyedRateLimiter<IpAddr>,
    measured: crate::metrics::Metrics,
}

impl App {
    /// Puts the slices together. **Errors:** the county or its policies cannot be read.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        config: Config,
        sessions: Arc<dyn Sessions>,
        slices: Vec<Slice>,
        load_policies: LoadPolicies,
    ) -> Result<Self, Refusal> {
        let scopes: Arc<ScopeTree> = Arc::new(slices.iter().flat_map(|s| s.targets.iter().copied()).collect());
        let rate = std::num::NonZeroU32::new(config.rate).unwrap_or(std::num::NonZeroU32::MIN);
        let quota = governor::Quota::per_second(rate)
            .allow_burst(rate.saturating_mul(std::num::NonZeroU32::MIN.saturating_add(2)));
        let app = Self(Arc::new(Parts {
            db,
            clock,
            config,
            runner: Runner { sessions, scopes },
            slices,
            load_policies,
            loaded: RwLock::default(),
            limiter: governor::RateLimiter::keyed(quota),
            measured: crate::metrics::Metrics::default(),
        }));
        app.reload_with(app.0.db.read_now(app.reading())?);
        Ok(app)
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The county, once it is set up.
    pub fn county(&self) -> Option<County> {
        self.0.loaded.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// All slices.
    pub fn slices(&self) -> &[Slice] {
        &self.0.slices
    }

    /// All routes, in the order of the slices.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.0.slices.iter().flat_map(|s| &s.routes)
    }

    /// A stamp for work that does not come over HTTP.
    pub fn stamp(&self, origin: &str) -> Stamp {
        let policies = self.0.loaded.read().unwrap_or_else(PoisonError::into_inner).1.clone();
        Stamp {
            public_url: self.0.config.public_url.clone(),
            now: self.0.clock.now(),
            lang: Lang::Zh,
            origin: origin.to_owned(),
            policies,
            scopes: self.0.runner.scopes.clone(),
        }
    }

    /// Reads the county and its policies again, from outside the async runtime.
    pub fn reload(&self) -> Result<(), Refusal> {
        self.reload_with(self.0.db.read_now(self.reading())?);
        Ok(())
    }

    fn reading(&self) -> impl FnMut(&mut Tx<'_>) -> Result<(Option<County>, PolicySet), Refusal> + Send + 'static {
        let load = self.0.load_policies;
        move |tx| {
            let county = county(tx)?;
            let policies = match &county {
                Some(county) => load(tx, &county.id)?,
                None => PolicySet::default(),
            };
            Ok((county, policies))
        }
    }

    fn reload_with(&self, (county, policies): (Option<County>, PolicySet)) {
        *self.0.loaded.write().unwrap_or_else(PoisonError::into_inner) = (county, Arc::new(policies));
    }
}

/// The county of this database.
fn county(tx: &mut Tx<'_>) -> Result<Option<County>, Refusal> {
    let row: Option<(String, String, String, String, bool)> =
        tx.find("SELECT county, name, kind_word, policy, simulated FROM county ORDER BY county", params![])?;
    Ok(row.map(|(id, name, kind_word, policy, simulated)| County { id: id.into(), name, kind_word, policy, simulated }))
}

/// The API as a router; pages and public routes are added by the program.
pub fn router(app: &App) -> Router {
    let mut paths: BTreeMap<&str, MethodRouter<App>> = BTreeMap::new();
    let all: Vec<Arc<Route>> = app.routes().cloned().map(Arc::new).collect();
    for route in &all {
        let sibling = all.iter().find(|r| r.method == "GET" && r.path == route.path && route.method == "PUT").cloned();
        let (route, filter) = (route.clone(), filter(route.method));
        let handler = {
            let route = route.clone();
            move |State(app): State<App>, params: RawPathParams, request: Request| {
                serve(app, route, sibling, params.iter().map(|(_, v)| v.to_owned()).collect(), request)
            }
        };
        let methods = paths.remove(route.path).unwrap_or_default();
        paths.insert(route.path, methods.on(filter, handler));
    }
    let mut api = Router::new();
    for (path, methods) in paths {
        api = api.route(
            path,
            methods.fallback(|request: Request| async move { refused(&EdgeRefusal::Method.into(), &request) }),
        );
    }
    let api = api
        .route("/tasks", on(MethodFilter::GET, tasks))
        .fallback(|request: Request| async move { refused(&EdgeRefusal::NotFound.into(), &request) });
    Router::new()
        .nest("/api/v1", api)
        .route(
            "/api/openapi.json",
            on(MethodFilter::GET, |State(app): State<App>| async move {
                ([(header::CONTENT_TYPE, "application/json")], crate::openapi(&app).to_string())
            }),
        )
        .route(
            "/api/docs",
            on(MethodFilter::GET, |State(app): State<App>| async move {
                axum::response::Html(crate::docs::page(&crate::openapi(&app)))
            }),
        )
        .route("/healthz", on(MethodFilter::GET, || async { "ok" }))
        .route("/readyz", on(MethodFilter::GET, ready))
        .route("/metrics", on(MethodFilter::GET, |State(app): State<App>| async move { app.0.measured.text() }))
        .with_state(app.clone())
}

fn filter(method: &str) -> MethodFilter {
    match method {
        "POST" => MethodFilter::POST,
        "PUT" => MethodFilter::PUT,
        "DELETE" => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    }
}

async fn ready(State(app): State<App>) -> Response {
    match app.0.db.read(|tx| Ok(tx.one::<i64>("SELECT 1", &[])?)).await {
        Ok(_) => "ready".into_response(),
        Err(refusal) => problem(&refusal, Lang::En, ""),
    }
}

fn refused(refusal: &Refusal, request: &Request) -> Response {
    problem(refusal, language(request.headers()), "")
}

fn language(headers: &HeaderMap) -> Lang {
    Lang::from_header(text(headers, &header::ACCEPT_LANGUAGE).unwrap_or_default())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split("; ")).find_map(|pair| Some(pair.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
}

fn credential(headers: &HeaderMap) -> Credential {
    if let Some(token) = text(headers, &header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer ")) {
        return Credential::Token(token.to_owned());
    }
    cookie(headers, "huoshui_session").map_or(Credential::None, Credential::Session)
}

/// Where a request came from: the peer, or what a trusted proxy says of it.
fn origin(app: &App, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::from([127, 0, 0, 1]), |c| c.0.ip());
    if app.0.config.proxy != Some(peer) {
        return peer;
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).unwrap_or(peer)
}

async fn serve(
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
    let response = match answer(&app, &route, sibling, path, request, from, lang).await {
        Ok(response) => response,
        Err(refusal) => {
            if refusal.code == "edge.outside_scope" {
                note_denial(&app, &route, from).await;
            }
            problem(&refusal, lang, &trace)
        }
    };
    let status = response.status().as_u16();
    app.0.measured.count(route.method, route.path, status, began.elapsed());
    tracing::info!(method = route.method, route = route.path, status, ms = began.elapsed().as_millis(), %trace, "request");
    with_headers(response, &trace)
}

fn trace_id(now: &Instant, from: IpAddr) -> String {
    use sha2::{Digest, Sha256};
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let text = format!("{now}{from}{}", COUNT.fetch_add(1, Ordering::Relaxed));
    Sha256::digest(text).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn with_headers(mut response: Response, trace: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(trace) = HeaderValue::from_str(trace) {
        headers.insert("x-trace-id", trace);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
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
    if app.0.limiter.check_key(&from).is_err() {
        return Err(EdgeRefusal::TooMany { seconds: 1 }.into());
    }
    let county = county_for(app, route)?;
    let (mut sent, want, tag) = unpack(app, route, path, &request, from, lang)?;
    if matches!(route.takes, Takes::Upload) {
        // Nobody fills our memory with a file before it is known who asks.
        admit(app, route.clone(), county.clone(), sent.clone()).await?;
        sent.asked.upload = Some(upload(app, request).await?);
    } else if route.writes() {
        let body = to_bytes(request.into_body(), BODY).await;
        sent.asked.body = body.map_err(|_| EdgeRefusal::TooLarge { limit: "2 MiB".into() })?.to_vec();
    }
    texts::check(route, &sent.asked)?;
    if want != export::Format::Json {
        return export::export(app, route.clone(), county, sent, want).await;
    }
    let answer = execute(app, route.clone(), sibling, county, sent).await?;
    for effect in &answer.effects {
        match effect {
            Effect::Refuse(refusal) => return Err(refusal.clone()),
            Effect::Reload => {
                let loaded = app.0.db.read(app.reading()).await?;
                app.reload_with(loaded);
            }
            Effect::SignIn { .. } | Effect::SignOut => {}
        }
    }
    Ok(pack(app, answer, tag.as_deref()))
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
        let (parts, county, route, asked) = (app.0.clone(), county.clone(), route.clone(), sent.clone());
        sent.asked.prepared = app.0.db.read(move |tx| run::prepare(&parts.runner, tx, &county, &route, &asked)).await?;
    }
    let parts = app.0.clone();
    let writes = route.writes();
    let run = move |tx: &mut Tx<'_>| run::run(&parts.runner, tx, &county, &route, sibling.as_deref(), &sent);
    if writes { app.0.db.write(run).await } else { app.0.db.read(run).await }
}

/// An attempt to reach beyond one's scope is itself an act worth keeping.
async fn note_denial(app: &App, route: &Route, from: IpAddr) {
    let Some(county) = app.county() else { return };
    let (stamp, subject) = (app.stamp(&from.to_string()), format!("{} {}", route.method, route.path));
    let noted = app.0.db.write(move |tx| {
        let actor = Actor::program(county.clone(), &stamp);
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

/// Everything of a request but its body.
fn unpack(
    app: &App,
    route: &Route,
    path: Vec<String>,
    request: &Request,
    from: IpAddr,
    lang: Lang,
) -> Result<(Sent, export::Format, Option<String>), Refusal> {
    let headers = request.headers();
    let given = |name: &'static str| text(headers, &HeaderName::from_static(name)).map(str::to_owned);
    let mut query: Vec<(String, String)> = serde_urlencoded::from_str(request.uri().query().unwrap_or_default())
        .map_err(|e| EdgeRefusal::Query { why: e.to_string() })?;
    query.retain(|(_, value)| !value.is_empty());
    let (ask, want) = asked_of_list(route, &mut query, headers)?;
    let mut stamp = app.stamp(&from.to_string());
    stamp.lang = lang;
    let sent = Sent {
        stamp,
        credential: credential(headers),
        csrf: given("x-huoshui-csrf"),
        key: given("idempotency-key"),
        if_match: given("if-match"),
        asked: Asked { path, query, ask, ..Asked::default() },
    };
    Ok((sent, want, given("if-none-match")))
}

fn asked_of_list(
    route: &Route,
    query: &mut Vec<(String, String)>,
    headers: &HeaderMap,
) -> Result<(Ask, export::Format), Refusal> {
    if !matches!(route.takes, Takes::List(_)) {
        return Ok((Ask::default(), export::Format::Json));
    }
    let mut take = |name: &str| {
        let at = query.iter().position(|(n, _)| n == name)?;
        Some(query.remove(at).1)
    };
    let limit = match take("limit").map(|l| l.parse()) {
        None => None,
        Some(Ok(limit)) => Some(limit),
        Some(Err(_)) => return Err(EdgeRefusal::Query { why: "limit".into() }.into()),
    };
    let ask = Ask { cursor: take("cursor"), limit, sort: take("sort"), total: take("total").is_some_and(|t| t != "0") };
    let accept = text(headers, &header::ACCEPT).unwrap_or_default();
    Ok((ask, export::Format::of(take("format").as_deref(), accept)?))
}

async fn upload(app: &App, request: Request) -> Result<Upload, Refusal> {
    let limit = app.0.config.upload_limit;
    let too_large = || EdgeRefusal::TooLarge { limit: format!("{} MiB", limit >> 20) };
    let wrong = |why: String| Refusal::from(EdgeRefusal::Body { why });
    let mut form = Multipart::from_request(request.map(|b| Body::new(http_body_limited(b, limit))), &())
        .await
        .map_err(|e| wrong(e.to_string()))?;
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(|e| wrong(e.to_string()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| too_large())?;
        match file {
            Some(file) => {
                upload.name = file;
                upload.bytes = bytes.to_vec();
            }
            None => _ = upload.fields.insert(name, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
    if upload.bytes.len() > limit {
        return Err(too_large().into());
    }
    Ok(upload)
}

/// A body that ends with an error once it is longer than any upload may be (form fields included).
fn http_body_limited(body: Body, limit: usize) -> Body {
    Body::new(http_body_util::Limited::new(body, limit.saturating_add(1 << 20)))
}

fn pack(app: &App, answer: Answer, seen: Option<&str>) -> Response {
    let mut response = match answer.given {
        Given::Json(_) if answer.etag.is_some() && answer.etag.as_deref() == seen => {
            StatusCode::NOT_MODIFIED.into_response()
        }
        Given::Json(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Given::File(file) => file_response(file),
    };
    let headers = response.headers_mut();
    if let Some(etag) = answer.etag.and_then(|e| HeaderValue::from_str(&e).ok()) {
        headers.insert(header::ETAG, etag);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    if answer.replayed {
        headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
        if let Ok(status) = StatusCode::from_u16(answer.status) {
            *response.status_mut() = status;
        }
    }
    for effect in answer.effects {
        for cookie in cookies(&effect, app.0.config.https) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

pub(crate) fn file_response(file: Download) -> Response {
    let mut response = ([(header::CONTENT_TYPE, file.media_type)], file.bytes).into_response();
    if !file.name.is_empty() {
        let encoded: String = file
            .name
            .bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b == b'.' || b == b'-' {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect();
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}")) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
        }
    }
    response
}

fn cookies(effect: &Effect, https: bool) -> Vec<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let lines = match effect {
        Effect::SignIn { token, csrf, seconds } => vec![
            format!("huoshui_session={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"),
            format!("huoshui_csrf={csrf}; Path=/; SameSite=Lax; Max-Age={seconds}{secure}"),
        ],
        Effect::SignOut => vec![
            format!("huoshui_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
            format!("huoshui_csrf=; Path=/; SameSite=Lax; Max-Age=0{secure}"),
        ],
        Effect::Reload | Effect::Refuse(_) => Vec::new(),
    };
    lines.iter().filter_map(|line| HeaderValue::from_str(line).ok()).collect()
}

/// `GET /tasks`: what waits for the current post, from every slice, the most urgent first.
async fn tasks(State(app): State<App>, request: Request) -> Response {
    let lang = language(request.headers());
    let Some(county) = app.county() else { return refused(&EdgeRefusal::NotSetUp.into(), &request) };
    let credential = credential(request.headers());
    let stamp = Stamp { lang, ..app.stamp(&origin(&app, &request).to_string()) };
    let parts = app.0.clone();
    let found = app.0.db.read(move |tx| {
        let (actor, _) = match &credential {
            Credential::None => return Err(EdgeRefusal::SignIn.into()),
            some => parts.runner.sessions.actor(tx, &county, some, &stamp)?,
        };
        let mut tasks = Vec::new();
        for of in parts.slices.iter().filter_map(|s| s.tasks) {
            tasks.extend(of(tx, &actor)?);
        }
        tasks.sort_by_key(|t| (t.due_on.is_none(), t.due_on));
        Ok(tasks)
    });
    match found.await {
        Ok(tasks) => axum::Json(serde_json::json!({"items": tasks, "next": null})).into_response(),
        Err(refusal) => problem(&refusal, lang, ""),
    }
}

/// Headers that every response of the program carries; the program's router applies it last.
pub fn secure_headers(https: bool) -> impl Fn(Response) -> std::future::Ready<Response> + Clone {
    move |mut response: Response| {
        let headers = response.headers_mut();
        let policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
        for (name, value) in [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "geolocation=(), microphone=()"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
        }
        std::future::ready(response)
    }
}

/// Whether a method only reads.
pub fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}
