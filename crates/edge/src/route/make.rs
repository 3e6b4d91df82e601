//! How a route is written down: one constructor for each kind of use case.

use super::{
    Gives, Nothing, Route, Run, Takes,
    input::{Asked, Download, FromPath, Given, Upload, found, json, json_body, path, query, uploaded},
};
use crate::{actor::Actor, perm::Perm};
use base::Refusal;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, de::DeserializeOwned};
use std::{any::Any, sync::Arc};
use store::{Ask, Page, Tx};

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
            logged: false,
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

    /// A download that is itself kept, since it may show people: `prepare` finds the file on a
    /// reader, `run` writes down that it was opened and gives it.
    pub fn opening<P: FromPath, M: Send + Sync + 'static>(
        at: &'static str,
        perm: Perm,
        prepare: impl Fn(&mut Tx<'_>, &Actor, P) -> Result<M, Refusal> + Send + Sync + 'static,
        run: impl Fn(&mut Tx<'_>, &Actor, P, &M) -> Result<Download, Refusal> + Send + Sync + 'static,
    ) -> Self {
        let prepare = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            let found: Arc<dyn Any + Send + Sync> = Arc::new(prepare(tx, actor, path(asked)?)?);
            Ok(found)
        };
        let run = move |tx: &mut Tx<'_>, actor: &Actor, asked: &Asked| {
            run(tx, actor, path(asked)?, found::<M>(asked)?).map(Given::File)
        };
        let route = Self::new("GET", at, perm, Takes::Query(schema::<Nothing>), Gives::File, Arc::new(run));
        Self { logged: true, prepare: Some(Arc::new(prepare)), ..route }
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
}
