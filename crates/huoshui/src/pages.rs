//! The whole program as one router: API, web pages, compression, headers.

use crate::{public, web};
use axum::{Router, http::header, middleware, response::Response, routing::get};
use edge::App;
use std::time::Duration;
use tower_http::{compression::CompressionLayer, timeout::RequestBodyTimeoutLayer};

/// A body that rests for so long is given up; one bar of signal is slower, but does not rest.
const BODY_RESTS: Duration = Duration::from_secs(30);

/// Everything that the server answers.
pub fn router(app: &App, https: bool, county_ca: Option<String>) -> Router {
    let headers = edge::secure_headers(https);
    let trust = county_ca.map_or_else(Router::new, |pem| {
        let file = move || async move { ([(header::CONTENT_TYPE, "application/x-x509-ca-cert")], pem) };
        Router::new().route("/county-ca.pem", get(file))
    });
    let open = Router::new().route("/verify", get(public::verify)).with_state(app.clone());
    edge::router(app)
        .merge(open)
        .merge(trust)
        .fallback(web::serve)
        .layer(RequestBodyTimeoutLayer::new(BODY_RESTS))
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::map_response(move |response: Response| headers(response)))
}
