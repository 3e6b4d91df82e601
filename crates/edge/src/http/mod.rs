//! The router: every route of every slice, and what the edge answers by itself.

mod events;
mod request;
mod response;
mod serve;

pub(crate) use events::Seats;
pub use request::Credential;
pub use response::secure_headers;
pub(crate) use {response::streamed_response, serve::execute};

use crate::{
    app::App,
    problem::{EdgeRefusal, problem},
    route::Route,
    run::Stamp,
};
use axum::{
    Router,
    extract::{RawPathParams, Request, State},
    http::header,
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use base::{Lang, Refusal};
use request::{credential, language, origin};
use serve::serve;
use std::{collections::BTreeMap, sync::Arc};
use store::Page;

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
        .route("/events", on(MethodFilter::GET, events::events))
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
        Ok(tasks) => axum::Json(Page { items: tasks, next: None, total: None }).into_response(),
        Err(refusal) => problem(&refusal, lang, ""),
    }
}
