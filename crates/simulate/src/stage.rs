//! Where the year is played: the county, its routes, a clock that moves with every act, and the cast.
//!
//! Acts go through the routes that the web uses, as somebody who holds the post for it, so role,
//! scope and audit trail are those of real life; only HTTP is left out.

use base::{
    Day, Instant, Refusal,
    ids::{PersonId, PostId},
};
use edge::{Actor, County, Role, Route, Scope, Slice, Stamp, Upload};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::Tx;

/// Seconds between two acts: more than a voucher's throttle.
const BETWEEN_ACTS: i64 = 20;

/// A post that somebody holds.
#[derive(Clone, Debug)]
pub struct Post {
    /// Who.
    pub person: PersonId,
    /// Which.
    pub post: PostId,
    /// As what.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// Field of a department.
    pub field: String,
    /// Name to sign in with.
    pub login: String,
}

/// The slices that a year is played on, low to high.
pub fn slices() -> Vec<Slice> {
    vec![
        identity::slice(),
        alerts::slice(),
        places::slice(places::Following { plan: catalogue::desk::renew_notices, merger: &[] }),
        catalogue::slice(),
        outlets::slice(),
        supply::slice(),
        vouchers::slice(),
        ledger::slice(),
        market::slice(),
        assessment::slice(),
    ]
}

/// The county and the routes of its slices.
pub struct Stage {
    county: County,
    stamp: Stamp,
    routes: BTreeMap<String, Route>,
}

impl Stage {
    /// The stage of a county; the stamp brings its policies and scope tree.
    pub fn new(county: County, stamp: Stamp) -> Self {
        let routes = slices().into_iter().flat_map(|slice| slice.routes);
        let routes = routes.map(|route| (format!("{} {}", route.method, route.path), route)).collect();
        Self { county, stamp, routes }
    }

    /// The program itself, which makes the first people.
    pub fn program(&self) -> Post {
        let scope = Scope { kind: "county".into(), id: 0, path: "/".into(), name: self.county.name.clone() };
        Post {
            person: PersonId(0),
            post: PostId(0),
            role: Role::CountyAdmin,
            scope,
            field: String::new(),
            login: String::new(),
        }
    }

    /// The leading key.
    pub fn county_id(&self) -> &str {
        &self.county.id
    }

    /// Begins to act at a moment, in an open transaction.
    pub fn at<'s, 'x>(&'s self, tx: &'s mut Tx<'x>, now: Instant) -> Acting<'s, 'x> {
        Acting { stage: self, tx, now }
    }
}

/// Somebody acts.
pub struct Acting<'s, 'x> {
    stage: &'s Stage,
    /// The open transaction.
    pub tx: &'s mut Tx<'x>,
    now: Instant,
}

impl Acting<'_, '_> {
    /// The leading key.
    pub fn county_id(&self) -> String {
        self.stage.county_id().to_owned()
    }

    /// The program itself.
    pub fn program(&self) -> Post {
        self.stage.program()
    }

    /// The moment of the last act.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Goes on from another moment.
    pub fn set(&mut self, now: Instant) {
        self.now = now;
    }

    /// The holder of a post, a little later than the one before.
    pub fn actor(&mut self, who: &Post) -> Actor {
        self.now = self.now.plus_seconds(BETWEEN_ACTS);
        let stamp = Stamp { now: self.now, ..self.stage.stamp.clone() };
        let mut actor =
            Actor::new(self.stage.county.clone(), &stamp, who.person, who.post, who.role, who.scope.clone());
        actor.field.clone_from(&who.field);
        actor
    }

    /// Acts through a route, such as `POST /outlets`.
    pub fn ask(&mut self, who: &Post, route: &str, path: &[i64], body: &Value) -> Result<Value, Refusal> {
        self.send((who, &[]), route, path, body, None)
    }

    /// All rows of a list, page by page.
    pub fn list(&mut self, who: &Post, route: &str, path: &[i64], query: &Value) -> Result<Vec<Value>, Refusal> {
        let (mut rows, mut query) = (Vec::new(), query.clone());
        loop {
            let mut page = self.ask(who, route, path, &query)?;
            let Some(Value::Array(items)) = page.get_mut("items").map(Value::take) else {
                return Err(wrong(&format!("{route} is no list")));
            };
            rows.extend(items);
            match page.get_mut("next").map(Value::take) {
                None | Some(Value::Null) => return Ok(rows),
                Some(mark) => {
                    query.as_object_mut().map(|query| query.insert("cursor".to_owned(), mark));
                }
            }
        }
    }

    /// Acts through a route from a bound phone, by the digest of its session.
    pub fn ask_by(&mut self, who: &Post, session: &[u8], route: &str, body: &Value) -> Result<Value, Refusal> {
        self.send((who, session), route, &[], body, None)
    }

    /// Hands in a file.
    pub fn hand_in(&mut self, who: &Post, route: &str, path: &[i64], file: Upload) -> Result<Value, Refusal> {
        self.send((who, &[]), route, path, &json!({}), Some(file))
    }

    fn send(
        &mut self,
        (who, session): (&Post, &[u8]),
        route: &str,
        path: &[i64],
        body: &Value,
        file: Option<Upload>,
    ) -> Result<Value, Refusal> {
        let mut actor = self.actor(who);
        actor.session = session.to_vec();
        let found = self.stage.routes.get(route).ok_or_else(|| wrong(&format!("no route {route}")))?;
        let path: Vec<String> = path.iter().map(ToString::to_string).collect();
        edge::perform(self.tx, &actor, found, &path, body, file).map_err(|mut no| {
            no.message.en = format!("{route} {path:?} as {}: {}", who.role.word(), no.message.en);
            no
        })
    }

    /// Runs a use case that is called as a function, with its audit row.
    pub fn act<T: serde::Serialize>(
        &mut self,
        who: &Post,
        act: &str,
        subject: &str,
        body: &impl serde::Serialize,
        run: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let actor = self.actor(who);
        edge::audited(self.tx, &actor, act, subject, body, run)
    }

    /// Makes a person with a post; all sign in with the password behind the same hash.
    pub fn hire(
        &mut self,
        login: &str,
        name: &str,
        role: Role,
        scope: Option<i64>,
        field: &str,
        hash: &str,
    ) -> Result<Post, Refusal> {
        self.hire_from(None, login, name, (role, scope), field, hash)
    }

    /// [`Self::hire`] with a post that begins on another day than today.
    pub fn hire_from(
        &mut self,
        from: Option<Day>,
        login: &str,
        name: &str,
        (role, scope): (Role, Option<i64>),
        field: &str,
        hash: &str,
    ) -> Result<Post, Refusal> {
        let program = self.program();
        let person = self.ask(&program, "POST /people", &[], &json!({"name": name, "login": login}))?;
        let person = PersonId(number(&person, "person")?);
        let post = json!({"role": role.word(), "scope_id": scope, "field": field, "valid_from": from});
        let post = self.ask(&program, "POST /people/{person}/posts", &[person.0], &post)?;
        if !hash.is_empty() {
            let actor = self.actor(&program);
            identity::desk::set_password_hash(self.tx, &actor, person, hash)?;
        }
        let id = PostId(number(&post, "id")?);
        let path: String = self.tx.one(
            "SELECT scope_path FROM post WHERE county = $1 AND id = $2",
            store::params![self.stage.county_id(), id],
        )?;
        let word = |field: &str| post.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        let scope = Scope { kind: word("scope_kind"), id: scope.unwrap_or(0), path, name: word("scope_name") };
        Ok(Post { person, post: id, role, scope, field: field.to_owned(), login: login.to_owned() })
    }
}

/// A whole number in an answer.
pub fn number(answer: &Value, field: &str) -> Result<i64, Refusal> {
    answer.get(field).and_then(Value::as_i64).ok_or_else(|| wrong(&format!("no {field} in {answer}")))
}

/// Something that the simulation did not expect.
pub fn wrong(what: &str) -> Refusal {
    Refusal::new(
        "simulation.unexpected",
        500,
        format!("模拟未按计划进行：{what}"),
        format!("the simulation did not go as planned: {what}"),
    )
}
