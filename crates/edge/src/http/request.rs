//! A request taken apart: who says so, from where, what is asked, in which language.

use crate::{
    app::App,
    export,
    problem::EdgeRefusal,
    route::{Asked, Route, Takes, Upload},
    run::Sent,
};
use axum::{
    body::{Body, HttpBody},
    extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Multipart, Request},
    http::{HeaderMap, HeaderName, header},
};
use base::{Lang, Refusal};
use std::{
    future::poll_fn,
    net::{IpAddr, SocketAddr},
    pin::Pin,
};
use store::Ask;

/// What a request proves itself with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Nothing.
    None,
    /// The session cookie.
    Session(String),
    /// A program's bearer token.
    Token(String),
}

pub(super) fn language(headers: &HeaderMap) -> Lang {
    Lang::from_header(text(headers, &header::ACCEPT_LANGUAGE).unwrap_or_default())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split("; ")).find_map(|pair| Some(pair.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
}

pub(super) fn credential(headers: &HeaderMap) -> Credential {
    if let Some(token) = text(headers, &header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer ")) {
        return Credential::Token(token.to_owned());
    }
    cookie(headers, "huoshui_session").map_or(Credential::None, Credential::Session)
}

/// Where a request came from: the peer, or what a trusted proxy says of it.
pub(super) fn origin(app: &App, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::from([127, 0, 0, 1]), |c| c.0.ip());
    if app.0.config.proxy != Some(peer) {
        return peer;
    }
    // The proxy's own word is the last of the last line; whatever stands before it may be the client's.
    let forwarded = request.headers().get_all("x-forwarded-for").iter().next_back().and_then(|v| v.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).unwrap_or(peer)
}

/// Whether a write comes from a page of ours, or from no page at all: browsers name the page's origin.
/// Another site could otherwise sign somebody in as somebody else.
pub(super) fn from_own_page(app: &App, headers: &HeaderMap) -> bool {
    let Some(origin) = text(headers, &header::ORIGIN) else { return true };
    let authority =
        |url: &str| url.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default().to_owned());
    let named = authority(origin);
    named.is_some()
        && (named.as_deref() == text(headers, &header::HOST) || named == authority(&app.0.config.public_url))
}

/// Everything of a request but its body.
pub(super) fn unpack(
    app: &App,
    route: &Route,
    path: Vec<String>,
    request: &Request,
    from: IpAddr,
    lang: Lang,
) -> Result<(Sent, export::Format, Option<String>), Refusal> {
    let headers = request.headers();
    let given = |name: &'static str| text(headers, &HeaderName::from_static(name)).map(str::to_owned);
    let mut query: Vec<(String, String)> = serde_urlencoded::from_str(request.uri().query().unwrap_or_default())
        .map_err(|e| EdgeRefusal::Query { why: e.to_string() })?;
    query.retain(|(_, value)| !value.is_empty());
    let (ask, want) = asked_of_list(route, &mut query, headers)?;
    let mut stamp = app.stamp(&from.to_string());
    stamp.lang = lang;
    let sent = Sent {
        stamp,
        credential: credential(headers),
        csrf: given("x-huoshui-csrf"),
        key: given("idempotency-key"),
        if_match: given("if-match"),
        asked: Asked { path, query, ask, ..Asked::default() },
    };
    Ok((sent, want, given("if-none-match")))
}

fn asked_of_list(
    route: &Route,
    query: &mut Vec<(String, String)>,
    headers: &HeaderMap,
) -> Result<(Ask, export::Format), Refusal> {
    if !matches!(route.takes, Takes::List(_)) {
        return Ok((Ask::default(), export::Format::Json));
    }
    let mut take = |name: &str| {
        let at = query.iter().position(|(n, _)| n == name)?;
        Some(query.remove(at).1)
    };
    let limit = match take("limit").map(|l| l.parse()) {
        None => None,
        Some(Ok(limit)) => Some(limit),
        Some(Err(_)) => return Err(EdgeRefusal::Query { why: "limit".into() }.into()),
    };
    let total = take("total").is_some_and(|t| t != "0");
    let ask = Ask { cursor: take("cursor"), limit, sort: take("sort"), total, whole: false };
    let accept = text(headers, &header::ACCEPT).unwrap_or_default();
    Ok((ask, export::Format::of(take("format").as_deref(), accept)?))
}

/// Bytes of a JSON body at most.
pub(super) const USUAL: usize = 2 << 20;
/// Bytes of the body of a request that shows nothing of who asks.
pub(super) const OF_STRANGERS: usize = 64 << 10;
/// Bytes of a body that is too large which are still read, so that its sender gets to hear why; then the line is cut.
const READ_ON: usize = 256 << 20;

/// The whole body. **Errors:** it holds more than `most` bytes, or does not arrive.
pub(super) async fn whole(body: Body, most: usize) -> Result<Vec<u8>, Refusal> {
    read(body, most, READ_ON).await
}

/// Hears out a body of the usual size that nobody wants, so that its sender gets the answer and not a cut line.
pub(super) async fn hear_out(body: Body) {
    drop(read(body, 0, USUAL).await);
}

/// Keeps up to `most` bytes, and reads on to `read_on` before the line is cut.
async fn read(mut body: Body, most: usize, read_on: usize) -> Result<Vec<u8>, Refusal> {
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|e| EdgeRefusal::Body { why: e.to_string() })?;
        let Ok(data) = frame.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen <= most {
            kept.extend_from_slice(&data);
        } else if seen <= read_on {
            kept = Vec::new();
        } else {
            break;
        }
    }
    if seen > most { Err(EdgeRefusal::TooLarge { limit: format!("{} MB", most >> 20) }.into()) } else { Ok(kept) }
}

pub(super) async fn upload(app: &App, request: Request) -> Result<Upload, Refusal> {
    let limit = app.0.config.upload_limit;
    let too_large = || EdgeRefusal::TooLarge { limit: format!("{} MB", limit >> 20) };
    let wrong = |why: String| Refusal::from(EdgeRefusal::Body { why });
    let (parts, body) = request.into_parts();
    // Form fields are let in beside the file.
    let bytes = whole(body, limit.saturating_add(1 << 19)).await?;
    let mut request = Request::from_parts(parts, Body::from(bytes));
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|e| wrong(e.to_string()))?;
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(|e| wrong(e.to_string()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| too_large())?;
        match file {
            Some(file) => {
                upload.name = file;
                upload.bytes = bytes.to_vec();
            }
            None => _ = upload.fields.insert(name, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
    if upload.bytes.len() > limit {
        return Err(too_large().into());
    }
    Ok(upload)
}
