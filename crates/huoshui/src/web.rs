//! The built web pages, inside the binary. Paths with a hash in their name are cached for ever.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use std::{collections::HashMap, sync::OnceLock};

static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/web_files.rs"));

fn find(path: &str) -> Option<&'static [u8]> {
    static INDEX: OnceLock<HashMap<&str, &[u8]>> = OnceLock::new();
    INDEX.get_or_init(|| FILES.iter().copied().collect()).get(path).copied()
}

/// Whether the pages are in this binary.
pub fn built() -> bool {
    find("office/index.html").is_some()
}

/// The office app under `/office/` and the field app under `/field/`; other addresses that a person may hold (a
/// set-up or first sign-in link, the bare host) lead into the office.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    // Its worker and its relative addresses need the slash.
    if path == "field" {
        return Redirect::permanent("/field/").into_response();
    }
    match path.split_once('/').unwrap_or((path, "")) {
        (app @ ("office" | "field"), inside) => page(app, inside),
        _ => lead_in(path, request.uri().query()),
    }
}

fn page(app: &str, inside: &str) -> Response {
    let path = format!("{app}/{inside}");
    if let Some(bytes) = find(&path) {
        return file(inside, bytes);
    }
    // Addresses of the app may hold dots (a rule's id); files that are gone are all under assets/.
    let page_of_app = !inside.starts_with("assets/");
    match find(&format!("{app}/index.html")) {
        Some(page) if page_of_app => file("index.html", page),
        None if page_of_app => Html(
            "<!doctype html><meta charset=utf-8><title>Huoshui</title><p>网页尚未构建，请先运行 make web。<p>The web pages are not built yet: run make web.",
        )
        .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn lead_in(path: &str, query: Option<&str>) -> Response {
    if path.contains('.') || path.starts_with("api") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let query = query.map(|q| format!("?{q}")).unwrap_or_default();
    Redirect::temporary(&format!("/office/{path}{query}")).into_response()
}

fn file(path: &str, bytes: &'static [u8]) -> Response {
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    };
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}
