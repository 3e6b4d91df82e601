//! `GET /events`: a page that listens hears when there is something new for its post (server-sent events).
//!
//! The stream carries a number and nothing else; what is new the page asks for by the usual routes, with the usual
//! checks. Each listener asks the database itself, so that it works over several processes, and hears the end of its
//! session by the end of the stream.

use super::{
    refused,
    request::{Credential, credential, language, origin},
};
use crate::{app::App, problem::EdgeRefusal, problem::problem, run::Stamp};
use axum::{
    extract::{Request, State},
    http::HeaderValue,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use base::{Refusal, ids::PostId};
use futures_util::stream;
use std::{
    collections::BTreeMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How often a listener asks whether there is anything new.
const EVERY: Duration = Duration::from_secs(2);

/// A proxy in between keeps a connection on which something is said.
const ALIVE: Duration = Duration::from_secs(20);

/// A stream ends after so long; a page that still listens comes again.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Streams of one post at once: more windows than anybody looks at.
const SEATS: usize = 20;

/// How many streams are open for each post.
#[derive(Clone, Default)]
pub(crate) struct Seats(Arc<Mutex<BTreeMap<PostId, usize>>>);

/// A stream's place among those of its post; free again when it is dropped.
struct Seat {
    of: Seats,
    post: PostId,
}

impl Seats {
    fn take(&self, post: PostId) -> Option<Seat> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(post).or_default();
        (*count < SEATS).then(|| {
            *count += 1;
            Seat { of: self.clone(), post }
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.of.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.post) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.post);
            }
        }
    }
}

struct Listener {
    app: App,
    credential: Credential,
    from: String,
    seat: Option<Seat>,
    told: Option<i64>,
    until: Instant,
}

impl Listener {
    /// The newest thing for who listens. **Errors:** the session has ended, or speaks for another post now.
    async fn newest(&self) -> Result<(PostId, i64), Refusal> {
        let county = self.app.county().ok_or(EdgeRefusal::NotSetUp)?;
        if self.credential == Credential::None {
            return Err(EdgeRefusal::SignIn.into());
        }
        let (parts, credential) = (self.app.0.clone(), self.credential.clone());
        let stamp = Stamp { ..self.app.stamp(&self.from) };
        let read = move |tx: &mut store::Tx<'_>| {
            let (actor, _) = parts.runner.sessions.actor(tx, &county, &credential, &stamp)?;
            let mut newest = 0;
            for of in parts.slices.iter().filter_map(|slice| slice.news) {
                newest = newest.max(of(tx, &actor)?);
            }
            Ok((actor.post, newest))
        };
        self.app.0.db.read(read).await
    }

    /// The next thing to say; none ends the stream.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if self.told.is_some() {
                tokio::time::sleep(EVERY).await;
            }
            if Instant::now() >= self.until {
                return None;
            }
            let (post, newest) = self.newest().await.ok()?;
            if self.seat.as_ref().is_some_and(|seat| seat.post != post) {
                return None;
            }
            if self.told != Some(newest) {
                self.told = Some(newest);
                return Some((Ok(Event::default().event("news").data(newest.to_string())), self));
            }
        }
    }
}

pub(super) async fn events(State(app): State<App>, request: Request) -> Response {
    let from = origin(&app, &request);
    if app.0.limiter.check_key(&from).is_err() {
        return refused(&EdgeRefusal::TooMany { seconds: 1 }.into(), &request);
    }
    let mut listener = Listener {
        credential: credential(request.headers()),
        from: from.to_string(),
        seat: None,
        told: None,
        until: Instant::now() + LONGEST,
        app,
    };
    match listener.newest().await {
        Ok((post, _)) => listener.seat = listener.app.0.listening.take(post),
        Err(refusal) => return problem(&refusal, language(request.headers()), ""),
    }
    if listener.seat.is_none() {
        return refused(&EdgeRefusal::TooMany { seconds: LONGEST.as_secs() }.into(), &request);
    }
    let stream = stream::unfold(listener, Listener::next);
    let mut response = Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
    let headers = response.headers_mut();
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    // A proxy that waits for more before it passes anything on would make news old.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
