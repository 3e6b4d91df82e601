//! An answer put together: body, tags, cookies, the headers of safety.

use crate::{
    actor::Effect,
    app::App,
    route::{Download, Given},
    run::Answer,
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::Refusal;
use std::fs::File;
use store::StoreError;
use tokio_util::io::ReaderStream;

/// Bytes of a file that are read and sent at once.
const CHUNK: usize = 64 << 10;

pub(super) fn pack(app: &App, answer: Answer, seen: Option<&str>) -> Response {
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

/// Around what somebody handed in: no script, no form, no frame, no request, no origin of ours.
const SANDBOX: &str = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

fn file_response(file: Download) -> Response {
    let response = ([(header::CONTENT_TYPE, file.media_type)], file.bytes).into_response();
    let shown = if file.foreign && file.media_type.starts_with("image/") { "inline" } else { "attachment" };
    let mut response = named(response, shown, &file.name);
    if file.foreign {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    }
    response
}

/// A file of any length, sent as it is read.
pub(crate) fn streamed_response(name: &str, media_type: &'static str, file: File) -> Result<Response, Refusal> {
    let unreadable = |e: std::io::Error| StoreError::Other(format!("an export could not be read: {e}"));
    let length = file.metadata().map_err(unreadable)?.len();
    let body = Body::from_stream(ReaderStream::with_capacity(tokio::fs::File::from_std(file), CHUNK));
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(media_type)), (header::CONTENT_LENGTH, length.into())];
    Ok(named((headers, body).into_response(), "attachment", name))
}

/// Names a file; without a name it is a page of the browser's.
fn named(mut response: Response, shown: &str, name: &str) -> Response {
    let encode = |b: u8| match b {
        b'.' | b'-' => char::from(b).to_string(),
        b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    let encoded: String = name.bytes().map(encode).collect();
    if let (false, Ok(value)) =
        (name.is_empty(), HeaderValue::from_str(&format!("{shown}; filename*=UTF-8''{encoded}")))
    {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn cookies(effect: &Effect, https: bool) -> Vec<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let lines = match effect {
        Effect::SignIn { token, csrf, seconds, .. } => vec![
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

pub(super) fn with_headers(mut response: Response, trace: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(trace) = HeaderValue::from_str(trace) {
        headers.insert("x-trace-id", trace);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Headers that every response of the program carries; the program's router applies it last.
pub fn secure_headers(https: bool) -> impl Fn(Response) -> std::future::Ready<Response> + Clone {
    move |mut response: Response| {
        let headers = response.headers_mut();
        let policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
        // What somebody handed in brings a stricter one of its own.
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
        for (name, value) in [
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
