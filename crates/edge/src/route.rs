//! Routes as data: what a slice offers, to whom, about what, by which function.

use crate::{actor::Actor, http::Credential, perm::Perm, problem::EdgeRefusal, run::Stamp};
use base::{Refusal, ids};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{any::Any, collections::BTreeMap, sync::Arc};
use store::{Ask, Page, Tx};

/// What the first parameter of a path names; its place in the scope tree is asked of its slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A division.
    Division,
    /// A person; all people are the county's.
    Person,
    /// A producer.
    Producer,
    /// An assisted household.
    Household,
    /// A product, at its producer's place.
    Product,
    /// A certification case, at its producer's place.
    Certification,
    /// An outlet.
    Outlet,
    /// A unit.
    Unit,
    /// A voucher programme, at its unit's place.
    Programme,
    /// A voucher account, at its unit's place with the account below it.
    Account,
}

/// Where a thing stands in the scope tree and what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Materialised path, such as `/12/345/o7/`.
    pub path: String,
    /// Its name, for the post that has it as scope.
    pub name: String,
}

/// Finds the place of one thing in a county, `None` if there is no such thing.
pub type PathOf = fn(&mut Tx<'_>, &str, i64) -> Result<Option<Place>, Refusal>;

/// All that can be a scope: how each kind of thing is placed.
pub type ScopeTree = std::collections::BTreeMap<Target, PathOf>;

/// Who asks: implemented by identity.
pub trait Sessions: Send + Sync {
    /// The actor behind a credential, and the CSRF value of a cookie session.
    /// **Errors:** the credential is unknown, ended or locked.
    fn actor(
        &self,
        tx: &mut Tx<'_>,
        county: &crate::County,
        credential: &Credential,
        stamp: &Stamp,
    ) -> Result<(Actor, Option<String>), Refusal>;
}

/// What one slice brings: its routes, the places of its things, its part of "what needs me today".
pub struct Slice {
    /// The domain noun.
    pub name: &'static str,
    /// Its routes.
    pub routes: Vec<Route>,
    /// Where its things stand in the scope tree.
    pub targets: Vec<(Target, PathOf)>,
    /// What waits for this actor.
    pub tasks: Option<crate::tasks::Tasks>,
    /// Its catalogues of refusals, for the tests and the handbook.
    pub refusals: Vec<&'static [base::refusal::CatalogueRow]>,
}

/// A file that somebody hands in, with the other fields of its form.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The file's name as the client gave it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Text fields of the form.
    pub fields: BTreeMap<String, String>,
}

/// A file that leaves: a print page, a workbook, a backup.
#[derive(Clone, Debug)]
pub struct Download {
    /// Name to save it under; empty shows it in the browser.
    pub name: String,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// An empty query or body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// What a request brings besides who asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub path: Vec<String>,
    pub query: Vec<(String, String)>,
    pub ask: Ask,
    pub body: Vec<u8>,
    pub upload: Option<Upload>,
    /// What the route's preparation found.
    pub prepared: Option<Arc<dyn Any + Send + Sync>>,
}

/// What a use case gives back.
pub(crate) enum Given {
    Json(String),
    File(Download),
}

type Run = dyn Fn(&mut Tx<'_>, &Actor, &Asked) -> Result<Given, Refusal> + Send + Sync;
type Prepare = dyn Fn(&mut Tx<'_>, &Actor, &Asked) -> Result<Arc<dyn Any + Send + Sync>, Refusal> + Send + Sync;
type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// What a route takes.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    Query(SchemaOf),
    List(SchemaOf),
    Json(SchemaOf),
    Upload,
}

/// What a route gives.
#[derive(Clone, Copy)]
pub(crate) enum Gives {
    Json(SchemaOf),
    File,
}

/// One route.
#[derive(Clone)]
pub struct Route {
    /// `GET`, `POST`, `PUT`, `DELETE`.
    pub method: &'static str,
    /// Below `/api/v1`, such as `/outlets/{outlet}/entries`.
    pub path: &'static str,
    /// Who may.
    pub perm: Perm,
    /// What the first path parameter names.
    pub target: Option<Target>,
    /// `noun.verb` of a write, as the audit trail keeps it; empty for a read.
    pub act: &'static str,
    /// Whether an Idempotency-Key is demanded.
    pub books: bool,
    /// Whether the answer holds what must not be kept: secrets, personal data in full.
    pub private: bool,
    /// Whether its texts may be as long as a whole policy file.
    pub long_texts: bool,
    pub(crate) takes: Takes,
    pub(crate) gives: Gives,
    pub(crate) run: Arc<Run>,
    pub(crate) prepare: Option<Arc<Prepare>>,
}

/// Parameters of a path, typed.
pub trait FromPath: Sized {
    /// Reads them. `None`: a parameter has the wrong form, so there is no such thing.
    fn from_path(parts: &[String]) -> Option<Self>;
}

impl FromPath for () {
    fn from_path(_: &[String]) -> Option<Self> {
        Some(())
    }
}

macro_rules! from_path {
    ($($ty:ty),*) => {$(
        impl FromPath for $ty {
            fn from_path(parts: &[String]) -> Option<Self> {
                parts.first()?.parse().ok()
            }
        }
    )*};
}

from_path!(
    String,
    i64,
    i32,
    base::Day,
    ids::PersonId,
    ids::PostId,
    ids::DivisionId,
    ids::ProducerId,
    ids::HouseholdId,
    ids::ProductId,
    ids::OutletId,
    ids::UnitId,
    ids::ProgrammeId,
    ids::AccountId,
    ids::LotId
);

impl<A: FromPath, B: FromPath> FromPath for (A, B) {
    fn from_path(parts: &[String]) -> Option<Self> {
        Some((A::from_path(parts)?, B::from_path(parts.get(1..)?)?))
    }
}

impl<A: FromPath, B: FromPath, C: FromPath> FromPath for (A, B, C) {
    fn from_path(parts: &[String]) -> Option<Self> {
        Some((A::from_path(parts)?, B::from_path(parts.get(1..)?)?, C::from_path(parts.get(2..)?)?))
    }
}

fn path<P: FromPath>(asked: &Asked) -> Result<P, Refusal> {
    P::from_path(&asked.path).ok_or_else(|| EdgeRefusal::NoSuchThing.into())
}

fn query<Q: DeserializeOwned>(asked: &Asked) -> Result<Q, Refusal> {
    let text = serde_urlencoded::to_string(&asked.query).unwrap_or_default();
    serde_urlencoded::from_str(&text).map_err(|e| EdgeRefusal::Query { why: e.to_string() }.into())
}

fn json_body<I: DeserializeOwned>(asked: &Asked) -> Result<I, Refusal> {
    let bytes: &[u8] = if asked.body.is_empty() { b"{}" } else { &asked.body };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut reader).map_err(|e| {
        let pointer = format!("/{}", e.path().to_string().replace(['.', '['], "/").replace(']', ""));
        Refusal::from(EdgeRefusal::Body { why: e.inner().to_string() }).at(pointer.replace("//", "/"))
    })
}

fn json<O: Serialize>(output: &O) -> Result<Given, Refusal> {
    serde_json::to_string(output)
        .map(Given::Json)
        .map_err(|e| store::StoreError::Other(format!("an answer does not serialise: {e}")).into())
}

fn uploaded(asked: &Asked) -> Result<&Upload, Refusal> {
    asked.upload.as_ref().ok_or_else(|| EdgeRefusal::Body { why: "multipart/form-data with a file".into() }.into())
}

fn found<M: 'static>(asked: &Asked) -> Result<&M, Refusal> {
    let found = asked.prepared.as_deref().and_then(|found| found.downcast_ref());
    found.ok_or_else(|| store::StoreError::Other("a prepared act ran without its preparation".to_owned()).into())
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

impl Route {
    fn new(method: &'static str, path: &'static str, perm: Perm, takes: Takes, gives: Gives, run: Arc<Run>) -> Self {
        Self {
            method,
            path,
            perm,
            target: None,
            act: "",
            books: false,
            private: false,
            long_texts: false,
            takes,
            gives,
            run,
            prepare: None,
        }
    }

    /// A query for one thing.
    pub fn get<P: FromPath, Q: DeserializeOwned + JsonSchema, O: Serialize + JsonSchema>(
        at: &'static str,
        perm: Perm,
        run: impl Fn(&mut Tx<'_>, &Actor, P, Q) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self {
        let run =
            move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| json(&run(tx, actor, path(asked)?, query(asked)?)?);
        Self::new("GET", at, perm, Takes::Query(schema::<Q>), Gives::Json(schema::<O>), Arc::new(run))
    }

    /// A query for a list: paged, sorted, totalled, exported as table.
    pub fn list<P: FromPath, Q: DeserializeOwned + JsonSchema, T: Serialize + JsonSchema>(
        at: &'static str,
        perm: Perm,
        run: impl Fn(&mut Tx<'_>, &Actor, P, Q, &Ask) -> Result<Page<T>, Refusal> + Send + Sync + 'static,
    ) -> Self {
        let run = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            json(&run(tx, actor, path(asked)?, query(asked)?, &asked.ask)?)
        };
        Self::new("GET", at, perm, Takes::List(schema::<Q>), Gives::Json(schema::<Page<T>>), Arc::new(run))
    }

    /// A query whose answer is a file or a print page.
    pub fn download<P: FromPath, Q: DeserializeOwned + JsonSchema>(
        at: &'static str,
        perm: Perm,
        run: impl Fn(&mut Tx<'_>, &Actor, P, Q) -> Result<Download, Refusal> + Send + Sync + 'static,
    ) -> Self {
        let run = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            run(tx, actor, path(asked)?, query(asked)?).map(Given::File)
        };
        Self::new("GET", at, perm, Takes::Query(schema::<Q>), Gives::File, Arc::new(run))
    }

    fn write<P: FromPath, I: DeserializeOwned + JsonSchema, O: Serialize + JsonSchema>(
        method: &'static str,
        at: &'static str,
        perm: Perm,
        act: &'static str,
        run: impl Fn(&mut Tx<'_>, &Actor, P, I) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self {
        let run = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            json(&run(tx, actor, path(asked)?, json_body(asked)?)?)
        };
        let route = Self::new(method, at, perm, Takes::Json(schema::<I>), Gives::Json(schema::<O>), Arc::new(run));
        Self { act, ..route }
    }

    /// An act: makes something or moves it on.
    pub fn post<P: FromPath, I: DeserializeOwned + JsonSchema, O: Serialize + JsonSchema>(
        at: &'static str,
        perm: Perm,
        act: &'static str,
        run: impl Fn(&mut Tx<'_>, &Actor, P, I) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self::write("POST", at, perm, act, run)
    }

    /// An act with slow work before it (a password hash, a workbook to read): `prepare` runs
    /// on a reader, so that nobody waits for it; what it found is handed to the act.
    pub fn post_prepared<P, I, M, O>(
        at: &'static str,
        perm: Perm,
        act: &'static str,
        prepare: impl Fn(&mut Tx<'_>, &Actor, P, &I) -> Result<M, Refusal> + Send + Sync + 'static,
        run: impl Fn(&mut Tx<'_>, &Actor, P, I, &M) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self
    where
        P: FromPath,
        I: DeserializeOwned + JsonSchema,
        M: Send + Sync + 'static,
        O: Serialize + JsonSchema,
    {
        let prepare = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            let found: Arc<dyn Any + Send + Sync> = Arc::new(prepare(tx, actor, path(asked)?, &json_body(asked)?)?);
            Ok(found)
        };
        let run = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            json(&run(tx, actor, path(asked)?, json_body(asked)?, found::<M>(asked)?)?)
        };
        let route = Self::new("POST", at, perm, Takes::Json(schema::<I>), Gives::Json(schema::<O>), Arc::new(run));
        Self { act, prepare: Some(Arc::new(prepare)), ..route }
    }

    /// [`Route::upload`] with the file read beforehand.
    pub fn upload_prepared<P, M, O>(
        at: &'static str,
        perm: Perm,
        act: &'static str,
        prepare: impl Fn(&mut Tx<'_>, &Actor, P, &Upload) -> Result<M, Refusal> + Send + Sync + 'static,
        run: impl Fn(&mut Tx<'_>, &Actor, P, &Upload, &M) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self
    where
        P: FromPath,
        M: Send + Sync + 'static,
        O: Serialize + JsonSchema,
    {
        let prepare = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            let found: Arc<dyn Any + Send + Sync> = Arc::new(prepare(tx, actor, path(asked)?, uploaded(asked)?)?);
            Ok(found)
        };
        let run = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            json(&run(tx, actor, path(asked)?, uploaded(asked)?, found::<M>(asked)?)?)
        };
        let route = Self::new("POST", at, perm, Takes::Upload, Gives::Json(schema::<O>), Arc::new(run));
        Self { act, prepare: Some(Arc::new(prepare)), ..route }
    }

    /// A correction of a whole record; `If-Match` guards it against lost updates.
    pub fn put<P: FromPath, I: DeserializeOwned + JsonSchema, O: Serialize + JsonSchema>(
        at: &'static str,
        perm: Perm,
        act: &'static str,
        run: impl Fn(&mut Tx<'_>, &Actor, P, I) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self::write("PUT", at, perm, act, run)
    }

    /// Ends something that is not a record of the books.
    pub fn delete<P: FromPath, I: DeserializeOwned + JsonSchema, O: Serialize + JsonSchema>(
        at: &'static str,
        perm: Perm,
        act: &'static str,
        run: impl Fn(&mut Tx<'_>, &Actor, P, I) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self::write("DELETE", at, perm, act, run)
    }

    /// An act whose input is a file.
    pub fn upload<P: FromPath, O: Serialize + JsonSchema>(
        at: &'static str,
        perm: Perm,
        act: &'static str,
        run: impl Fn(&mut Tx<'_>, &Actor, P, &Upload) -> Result<O, Refusal> + Send + Sync + 'static,
    ) -> Self {
        let run =
            move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| json(&run(tx, actor, path(asked)?, uploaded(asked)?)?);
        let route = Self::new("POST", at, perm, Takes::Upload, Gives::Json(schema::<O>), Arc::new(run));
        Self { act, ..route }
    }

    /// The first path parameter names a thing of this kind, which must lie inside the actor's scope.
    #[must_use]
    pub fn of(self, target: Target) -> Self {
        Self { target: Some(target), ..self }
    }

    /// Its body holds a whole file as text.
    #[must_use]
    pub fn long_texts(self) -> Self {
        Self { long_texts: true, ..self }
    }

    /// An Idempotency-Key is demanded: the act makes money or lines.
    #[must_use]
    pub fn books(self) -> Self {
        Self { books: true, ..self }
    }

    /// The answer holds a secret or personal data in full, so it is never kept for a replay.
    #[must_use]
    pub fn private(self) -> Self {
        Self { private: true, ..self }
    }

    /// Whether it changes anything.
    pub fn writes(&self) -> bool {
        !self.act.is_empty()
    }
}
