//! Setting up a county: once, on an empty database, by whoever holds the printed token.

use crate::{
    atlas,
    demo::{Progress, Theatre},
};
use base::{Refusal, ids::PersonId};
use edge::{Actor, County, Effect, Nothing, Perm, Route, Slice, Stamp};
use policy::Policy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Tx, params};

base::refusals! {
    /// Why a set-up is refused.
    pub enum No {
        /// Token missing or wrong.
        Token => 403 "setup.token" "请使用服务器窗口里打印的初始化链接" "Use the set-up link that the server printed",
        /// Done before.
        Done => 409 "setup.done" "本县已经初始化过，请直接登录" "The county is set up already; sign in",
        /// Unknown county.
        County { why: String } => 422 "setup.county" "找不到该县：{why}" "No such county: {why}",
        /// A simulated year is being played, or cannot be here.
        Playing => 409 "setup.playing" "模拟数据正在生成，请稍候" "A simulated year is being played; wait a moment",
        /// Policy text cannot be read.
        Policy { why: String } => 422 "setup.policy" "政策文件有误：{why}" "The policy file is wrong: {why}",
    }
}

/// The one-time token of an empty database, and what plays a simulated county into it.
#[derive(Default)]
pub struct SetUp {
    token: Mutex<Option<String>>,
    /// Where a simulated year is played.
    pub theatre: Arc<Theatre>,
}

impl SetUp {
    /// A set-up that waits for this token.
    pub fn waiting(token: String) -> Self {
        Self { token: Mutex::new(Some(token)), theatre: Arc::default() }
    }

    fn check(&self, token: &str) -> Result<(), Refusal> {
        let expected = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        if expected.as_deref() == Some(token) { Ok(()) } else { Err(No::Token.into()) }
    }
}

/// The set-up pages' routes.
pub fn slice(set_up: Arc<SetUp>) -> Slice {
    let checked = |set_up: &Arc<SetUp>| {
        let set_up = set_up.clone();
        move |token: &str| set_up.check(token)
    };
    let (counties, policies, prepared) = (checked(&set_up), checked(&set_up), checked(&set_up));
    let theatre = set_up.theatre.clone();
    let routes = vec![
        Route::get("/setup", Perm::Anyone, move |_: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing| {
            Ok(SetUpState { needed: actor.county_id().is_empty(), simulation: theatre.progress() })
        }),
        Route::post(
            "/setup/demo",
            Perm::Anyone,
            "county.simulate",
            move |tx: &mut Tx<'_>, _: &Actor, (): (), body: TokenQuery| {
                set_up.check(&body.token)?;
                simulate(tx, &set_up.theatre)
            },
        ),
        Route::get("/setup/counties", Perm::Anyone, move |_: &mut Tx<'_>, _: &Actor, (): (), q: CountyQuery| {
            counties(&q.token)?;
            find_counties(&q)
        }),
        Route::get("/setup/policies", Perm::Anyone, move |_: &mut Tx<'_>, _: &Actor, (): (), q: TokenQuery| {
            policies(&q.token)?;
            Ok(shipped_policies())
        }),
        Route::post_prepared(
            "/setup",
            Perm::Anyone,
            "county.set_up",
            move |_: &mut Tx<'_>, _: &Actor, (): (), body: &SetUpCounty| {
                prepared(&body.token)?;
                prepare(body)
            },
            run,
        )
        .long_texts(),
    ];
    Slice { name: "setup", routes, targets: Vec::new(), tasks: None, news: None, refusals: vec![No::CATALOGUE] }
}

/// Whether a county is set up.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetUpState {
    /// Whether set-up still waits.
    pub needed: bool,
    /// How far a simulated year is that somebody asked for; none if nobody did.
    pub simulation: Option<Progress>,
}

/// Has a simulated year played behind the pages; `GET /setup` says how far it is.
fn simulate(tx: &mut Tx<'_>, theatre: &Arc<Theatre>) -> Result<Progress, Refusal> {
    refuse_taken(tx)?;
    theatre.begin()
}

fn refuse_taken(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let taken: i64 = tx.number("SELECT COUNT(*) FROM county", &[])?;
    if taken > 0 { Err(No::Done.into()) } else { Ok(()) }
}

/// The printed token.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TokenQuery {
    token: String,
}

/// A search in the national table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CountyQuery {
    token: String,
    /// Name, pinyin or code.
    #[serde(default)]
    q: String,
}

/// Counties that match.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Counties {
    /// 20 at most.
    pub items: Vec<atlas::CountyOfAtlas>,
}

fn find_counties(query: &CountyQuery) -> Result<Counties, Refusal> {
    let items = atlas::find(&query.q).map_err(|why| Refusal::from(No::County { why }))?;
    Ok(Counties { items })
}

/// A policy pack that ships.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShippedPolicy {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: base::Text,
    /// From when it holds.
    pub effective_from: String,
}

/// Policy packs that ship.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShippedPolicies {
    /// All of them.
    pub items: Vec<ShippedPolicy>,
}

fn shipped_policies() -> ShippedPolicies {
    let all = policy::SHIPPED.iter().filter_map(|(_, text)| Policy::parse(text).ok());
    let view = |p: Policy| ShippedPolicy {
        id: p.id.clone(),
        title: p.title.clone(),
        effective_from: p.effective_from.to_string(),
    };
    ShippedPolicies { items: all.map(view).collect() }
}

/// What a county starts with.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUpCounty {
    /// The printed token.
    pub token: String,
    /// Six-digit division code.
    pub county: String,
    /// Id of a shipped policy, or the text of a policy file.
    pub policy: String,
    /// Name of the first administrator.
    pub admin_name: String,
    /// Login of the first administrator.
    pub admin_login: String,
    /// Password of the first administrator.
    pub admin_password: String,
}

/// A county that was set up.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetUpDone {
    /// Its leading key.
    pub county: String,
    /// Its name.
    pub name: String,
    /// Divisions that were taken in.
    pub divisions: i64,
    /// Login to sign in with.
    pub login: String,
}

/// What is worked out before the database is touched.
pub struct Prepared {
    /// The county's own row, then its townships and villages.
    pub divisions: Vec<places::desk::DivisionRow>,
    /// Policy text as it will be kept.
    pub policy: String,
    /// argon2id hash; none: a link is given instead.
    pub password_hash: Option<String>,
}

fn prepare(body: &SetUpCounty) -> Result<Prepared, Refusal> {
    let divisions = atlas::divisions(&body.county).map_err(|why| Refusal::from(No::County { why }).at("/county"))?;
    identity::desk::check_strength(&body.admin_password, &body.admin_login).map_err(|r| r.at("/admin_password"))?;
    let password_hash = Some(identity::desk::hash_password(&body.admin_password)?);
    Ok(Prepared { divisions, policy: policy_text(&body.policy)?, password_hash })
}

/// The text behind a shipped id, or the text itself.
pub fn policy_text(id_or_text: &str) -> Result<String, Refusal> {
    let text = policy::shipped(id_or_text).unwrap_or(id_or_text);
    match Policy::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(problems) => {
            let why: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(Refusal::from(No::Policy { why: why.join("; ") }).at("/policy"))
        }
    }
}

fn run(tx: &mut Tx<'_>, actor: &Actor, (): (), body: SetUpCounty, prepared: &Prepared) -> Result<SetUpDone, Refusal> {
    let stamp = Stamp {
        public_url: actor.public_url.clone(),
        now: actor.now,
        lang: actor.lang,
        origin: actor.origin.clone(),
        policies: actor.policies.clone(),
        scopes: actor.scopes.clone(),
    };
    let admin = identity::InvitePerson { name: body.admin_name, login: body.admin_login, phone: None };
    let (done, _) = set_up(tx, &stamp, &body.county, prepared, admin, false)?;
    actor.after_commit(Effect::Reload);
    Ok(done)
}

/// Sets up the county: its row, divisions, policy, first administrator. The link for the
/// first sign-in comes along; with a password set it is not needed.
pub fn set_up(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    code: &str,
    prepared: &Prepared,
    admin: identity::InvitePerson,
    simulated: bool,
) -> Result<(SetUpDone, identity::LinkView), Refusal> {
    refuse_taken(tx)?;
    let own = prepared.divisions.iter().find(|d| d.level == "county");
    let name = own.map(|d| d.name.clone()).ok_or_else(|| Refusal::from(No::County { why: code.to_owned() }))?;
    let policy = Policy::parse(&prepared.policy).map_err(|_| Refusal::from(No::Policy { why: "unreadable".into() }))?;
    let kind_word = name.chars().last().map(String::from).unwrap_or_default();
    tx.run(
        "INSERT INTO county (county, code, name, kind_word, policy, simulated, set_up_at) VALUES ($1, $1, $2, $3, $4, $5, $6)",
        params![code, &name, &kind_word, &policy.id, simulated, stamp.now],
    )?;
    let county =
        County { id: code.into(), name: name.clone(), kind_word, policy: policy.id.clone(), simulated, ahead_ms: 0 };
    let actor = Actor::program(county, stamp);
    let login = admin.login.trim().to_lowercase();
    let (divisions, link) = edge::audited(tx, &actor, "county.set_up", code, &code, |tx, actor| {
        let divisions = places::desk::load_divisions(tx, actor, &prepared.divisions)?;
        assessment::desk::put_policy(tx, actor, &prepared.policy, &policy)?;
        let link = identity::invite(tx, actor, (), admin)?;
        let post = identity::GrantPost {
            role: "county_admin".into(),
            scope_id: None,
            field: String::new(),
            capacity: "holder".into(),
            valid_from: None,
            valid_to: None,
        };
        identity::grant(tx, actor, link.person, post)?;
        if let Some(hash) = &prepared.password_hash {
            identity::desk::set_password_hash(tx, actor, PersonId(link.person.0), hash)?;
        }
        Ok((divisions, link))
    })?;
    let done =
        SetUpDone { county: code.to_owned(), name, divisions: i64::try_from(divisions).unwrap_or(i64::MAX), login };
    Ok((done, link))
}
