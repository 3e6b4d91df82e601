//! Routes as data: what a slice offers, to whom, about what, by which function.

mod input;
mod make;
mod place;

pub(crate) use input::{Asked, Given};
pub use input::{Download, FromPath, Nothing, Upload};
pub use place::{PathOf, Place, ScopeTree, Sessions, Target};

use crate::{actor::Actor, perm::Perm};
use base::Refusal;
use schemars::{Schema, SchemaGenerator};
use std::{any::Any, sync::Arc};
use store::Tx;

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
    /// A number that grows whenever there is something new for this actor.
    pub news: Option<News>,
    /// Its catalogues of refusals, for the tests and the handbook.
    pub refusals: Vec<&'static [base::refusal::CatalogueRow]>,
}

/// The newest thing that an actor was told; pages that listen hear when it grows.
pub type News = fn(&mut Tx<'_>, &Actor) -> Result<i64, Refusal>;

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
    /// Whether a read leaves a row of its own, as opening a scan does, and so runs as a write.
    pub logged: bool,
    pub(crate) takes: Takes,
    pub(crate) gives: Gives,
    pub(crate) run: Arc<Run>,
    pub(crate) prepare: Option<Arc<Prepare>>,
}

impl Route {
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
