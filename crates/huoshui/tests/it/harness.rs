//! A county for a story: a server on a free port, a fixed clock, a cast of people who sign in.

use base::{Clock, FixedClock, Instant};
use edge::{App, Config};
use huoshui::{operations::Operations, pages, program, setup::SetUp};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashMap},
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock},
};
use store::{Db, Options, Vault};

/// The password of everybody in the cast.
pub const PASSWORD: &str = "a quiet pond 7";
/// When stories begin, unless they move the clock.
pub const MORNING: &str = "2026-08-04T01:00:00Z";

/// The two engines that every story runs on.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Runs a story on both engines.
pub fn on_both(story: impl Fn(&County)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let county = County::set_up(engine);
        story(&county);
    }
}

/// A county that is set up and served.
pub struct County {
    pub app: App,
    pub clock: Arc<FixedClock>,
    pub address: SocketAddr,
    pub operations: Arc<Operations>,
    pub folder: tempfile::TempDir,
    clients: Mutex<HashMap<String, Client>>,
    invited: Mutex<BTreeSet<String>>,
    _runtime: tokio::runtime::Runtime,
}

fn database(engine: Engine, folder: &std::path::Path) -> Db {
    let vault = Arc::new(Vault::new(&[9; 32]));
    match engine {
        Engine::Sqlite => Db::open_folder(folder, vault, Options { workers: 2, ..Options::default() }).unwrap(),
        Engine::Postgres => {
            Db::open_url(&fresh_postgres(), vault, &Options { workers: 4, ..Options::default() }).unwrap()
        }
    }
}

/// A fresh database on the PostgreSQL that `scripts/with-postgres` started.
pub fn fresh_postgres() -> String {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let server = std::env::var("HUOSHUI_TEST_POSTGRES")
        .expect("stories run on PostgreSQL too: use `make test`, or `scripts/with-postgres cargo test`");
    let name = format!("story_{}_{}", std::process::id(), COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
    let mut client = postgres::Client::connect(&format!("{server} dbname=postgres"), postgres::NoTls).unwrap();
    client
        .batch_execute(&format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        ))
        .unwrap();
    format!("{server} dbname={name}")
}

impl County {
    /// A served county without set-up, and its set-up token.
    pub fn empty(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = database(engine, folder.path());
        let backups = matches!(engine, Engine::Sqlite).then(|| folder.path().to_owned());
        Self::served(db, folder, backups)
    }

    /// A served county without set-up, on SQLite, that behaves as this says.
    pub fn with_config(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = database(Engine::Sqlite, folder.path());
        Self::served_as(db, folder, None, config)
    }

    /// A served county on a PostgreSQL database of this address.
    pub fn on(url: &str) -> Self {
        let options = Options { workers: 4, ..Options::default() };
        let db = Db::open_url(url, Arc::new(Vault::new(&[9; 32])), &options).unwrap();
        Self::served(db, tempfile::tempdir().unwrap(), None)
    }

    fn served(db: Db, folder: tempfile::TempDir, backups: Option<PathBuf>) -> Self {
        Self::served_as(db, folder, backups, Config { rate: 1_000_000, ..Config::default() })
    }

    fn served_as(db: Db, folder: tempfile::TempDir, backups: Option<PathBuf>, config: Config) -> Self {
        let clock = Arc::new(FixedClock::new(MORNING.parse().unwrap()));
        let set_up = Arc::new(SetUp::waiting("story".into()));
        let operations = Arc::new(Operations::new(db.clone(), backups));
        let time: Arc<dyn Clock> = clock.clone();
        let app = program::wire(db, time, config, set_up, operations.clone()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let router = pages::router(&app, false, None).into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            app,
            clock,
            address,
            operations,
            folder,
            clients: Mutex::default(),
            invited: Mutex::default(),
            _runtime: runtime,
        }
    }

    /// Shaodong, set up through its own page, with an administrator `admin`.
    pub fn set_up(engine: Engine) -> Self {
        Self::empty(engine).founded()
    }

    /// The county set up as Shaodong.
    pub fn founded(self) -> Self {
        let body = json!({"token": "story", "county": "430582", "policy": "shaodong-2020",
            "admin_name": "管理员", "admin_login": "admin", "admin_password": PASSWORD});
        self.nobody().post("/setup", body).ok();
        self
    }

    /// Moves the clock; whoever is asked for by role signs in anew from then on, since sessions end.
    pub fn at(&self, instant: &str) {
        self.clock.set(instant.parse::<Instant>().unwrap());
        self.clients.lock().unwrap().clear();
    }

    /// A visitor.
    pub fn nobody(&self) -> Client {
        Client::new(self.address)
    }

    /// The first administrator.
    pub fn admin(&self) -> Client {
        self.signed_in("admin")
    }

    /// Somebody with one post: invited, given the post, signed in for the first time.
    pub fn person(&self, name: &str, role: &str, scope_id: Option<i64>) -> Client {
        self.person_as(&format!("{role}.{}", scope_id.unwrap_or_default()), name, role, scope_id)
    }

    /// [`County::person`] with a login of its own, for a second holder of the same post.
    pub fn person_as(&self, login: &str, name: &str, role: &str, scope_id: Option<i64>) -> Client {
        if !self.invited.lock().unwrap().insert(login.to_owned()) {
            return self.signed_in(login);
        }
        let admin = self.admin();
        let link = admin.post("/people", json!({"name": name, "login": login})).ok();
        let person = link["person"].as_i64().unwrap();
        admin.post(&format!("/people/{person}/posts"), json!({"role": role, "scope_id": scope_id})).ok();
        let token = link["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        self.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
        self.signed_in(login)
    }

    /// A client with a session of this login; the same one each time.
    pub fn signed_in(&self, login: &str) -> Client {
        if let Some(client) = self.clients.lock().unwrap().get(login) {
            return client.clone();
        }
        let client = self.sign_in(login, PASSWORD);
        self.clients.lock().unwrap().insert(login.into(), client.clone());
        client
    }

    /// A new session.
    pub fn sign_in(&self, login: &str, password: &str) -> Client {
        let mut client = self.nobody();
        let answer = client.post("/session", json!({"login": login, "password": password}));
        assert_eq!(answer.status, 200, "{login}: {}", answer.body);
        client.cookies = answer.cookies;
        client
    }

    /// 王 of the county office.
    pub fn office(&self) -> Client {
        self.person("王某", "county_office", None)
    }

    /// 胡, a colleague of 王: what one proposes the other decides.
    pub fn colleague(&self) -> Client {
        self.person_as("county_office.hu", "胡某", "county_office", None)
    }

    /// 审, the auditor.
    pub fn auditor(&self) -> Client {
        self.person("审某", "auditor", None)
    }

    /// The id of a division by its code.
    pub fn division(&self, code: &str) -> i64 {
        let (county, code) = (self.app.county().unwrap().id, code.to_owned());
        let find = "SELECT id FROM division WHERE county = $1 AND code = $2";
        self.app.db().read_now(move |tx| Ok(tx.one(find, store::params![&*county, &code])?)).unwrap()
    }

    /// 李, supervisor of 斫𥕢乡.
    pub fn supervisor(&self) -> Client {
        self.person("李某", "township_supervisor", Some(self.division("430582204000")))
    }

    /// The newest acts of the audit trail, newest first; sign-ins, this auditor's own among them, aside.
    pub fn acts(&self) -> Vec<String> {
        let trail = self.auditor().get("/audit?limit=100").ok();
        let acts = trail["items"].as_array().unwrap().iter().map(|r| r["act"].as_str().unwrap().to_owned());
        acts.filter(|act| act != "session.open").collect()
    }
}

/// Somebody with a browser.
#[derive(Clone)]
pub struct Client {
    pub address: SocketAddr,
    agent: ureq::Agent,
    /// Cookies by name.
    pub cookies: HashMap<String, String>,
    /// Extra headers of every request.
    pub headers: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    pub bytes: Vec<u8>,
    pub headers: HashMap<String, String>,
    pub cookies: HashMap<String, String>,
}

impl Answer {
    /// The body of a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.json()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// Expects a refusal with this status and code, told in words.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        let problem = self.json();
        assert_eq!(problem["code"], json!(code), "{}", self.body);
        assert!(problem["title"].as_str().is_some_and(|t| !t.is_empty()));
        problem
    }
}

impl Client {
    /// A visitor of this server.
    pub fn new(address: SocketAddr) -> Self {
        static AGENT: OnceLock<ureq::Agent> = OnceLock::new();
        let config = || ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { address, agent: AGENT.get_or_init(config).clone(), cookies: HashMap::new(), headers: Vec::new() }
    }

    /// The same client with one more header.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.push((name.into(), value.into()));
        client
    }

    /// GET below `/api/v1`; other addresses start with `//`.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[])
    }

    /// POST of a JSON body.
    pub fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, body.to_string().as_bytes())
    }

    /// POST to the books, with a key.
    pub fn post_once(&self, key: &str, path: &str, body: Value) -> Answer {
        self.with("idempotency-key", key).post(path, body)
    }

    /// PUT of a JSON body.
    pub fn put(&self, path: &str, body: Value) -> Answer {
        self.send("PUT", path, body.to_string().as_bytes())
    }

    /// DELETE.
    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, b"{}")
    }

    /// POST of a file as a form.
    pub fn upload(&self, path: &str, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(
                format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(
            format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n--edge--\r\n");
        self.with("content-type", "multipart/form-data; boundary=edge").send("POST", path, &body)
    }

    /// Any request.
    pub fn send(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        self.try_send(method, path, body).expect("the server answers")
    }

    /// Any request; nothing if the server went away.
    pub fn try_send(&self, method: &str, path: &str, body: &[u8]) -> Option<Answer> {
        let url = match path.strip_prefix('/').filter(|p| p.starts_with('/')) {
            Some(outside) => format!("http://{}{outside}", self.address),
            None => format!("http://{}/api/v1{path}", self.address),
        };
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        let mut headers = self.headers.clone();
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            headers.push(("cookie".into(), cookies.join("; ")));
        }
        if let Some(csrf) = self.cookies.get("huoshui_csrf") {
            headers.push(("x-huoshui-csrf".into(), csrf.clone()));
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let mut response = self.agent.run(request.body(body).unwrap()).ok()?;
        let content = response.body_mut().with_config().limit(1 << 30).read_to_vec().ok()?;
        let text = |v: &ureq::http::HeaderValue| String::from_utf8_lossy(v.as_bytes()).into_owned();
        let cookies = response.headers().get_all("set-cookie").iter().filter_map(|line| {
            let line = text(line);
            let (name, value) = line.split(';').next()?.split_once('=')?;
            Some((name.to_owned(), value.to_owned()))
        });
        Some(Answer {
            status: response.status().as_u16(),
            cookies: cookies.collect(),
            headers: response.headers().iter().map(|(n, v)| (n.to_string(), text(v))).collect(),
            body: String::from_utf8_lossy(&content).into_owned(),
            bytes: content,
        })
    }
}
