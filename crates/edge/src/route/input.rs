//! What a request brings, read into the types of a use case, and what a use case gives back.

use crate::problem::EdgeRefusal;
use base::{Refusal, ids};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{any::Any, collections::BTreeMap, sync::Arc};
use store::Ask;

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
    /// Handed in by somebody: pictures are shown, all else is only saved, and nothing in it may run.
    pub foreign: bool,
}

impl Download {
    /// A file of our own making, to be saved under a name.
    pub fn saved(name: impl Into<String>, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), media_type, bytes, foreign: false }
    }

    /// A page of our own making, to be shown.
    pub fn page(html: String) -> Self {
        Self::saved("", "text/html; charset=utf-8", html.into_bytes())
    }

    /// What somebody handed in, under its name.
    pub fn foreign(name: String, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { name, media_type, bytes, foreign: true }
    }
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

pub(super) fn path<P: FromPath>(asked: &Asked) -> Result<P, Refusal> {
    P::from_path(&asked.path).ok_or_else(|| EdgeRefusal::NoSuchThing.into())
}

pub(super) fn query<Q: DeserializeOwned>(asked: &Asked) -> Result<Q, Refusal> {
    let text = serde_urlencoded::to_string(&asked.query).unwrap_or_default();
    serde_urlencoded::from_str(&text).map_err(|e| EdgeRefusal::Query { why: e.to_string() }.into())
}

pub(super) fn json_body<I: DeserializeOwned>(asked: &Asked) -> Result<I, Refusal> {
    let bytes: &[u8] = if asked.body.is_empty() { b"{}" } else { &asked.body };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut reader).map_err(|e| {
        let pointer = format!("/{}", e.path().to_string().replace(['.', '['], "/").replace(']', ""));
        Refusal::from(EdgeRefusal::Body { why: e.inner().to_string() }).at(pointer.replace("//", "/"))
    })
}

pub(super) fn json<O: Serialize>(output: &O) -> Result<Given, Refusal> {
    serde_json::to_string(output)
        .map(Given::Json)
        .map_err(|e| store::StoreError::Other(format!("an answer does not serialise: {e}")).into())
}

pub(super) fn uploaded(asked: &Asked) -> Result<&Upload, Refusal> {
    asked.upload.as_ref().ok_or_else(|| EdgeRefusal::Body { why: "multipart/form-data with a file".into() }.into())
}

pub(super) fn found<M: 'static>(asked: &Asked) -> Result<&M, Refusal> {
    let found = asked.prepared.as_deref().and_then(|found| found.downcast_ref());
    found.ok_or_else(|| store::StoreError::Other("a prepared act ran without its preparation".to_owned()).into())
}
