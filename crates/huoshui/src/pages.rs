//! The whole program as one router: API, web pages, compression, headers.

use crate::web;
use axum::{Router, middleware, response::Response};
use edge::App;
use tower_http::compression::CompressionLayer;

/// Everything that the server answers.
pub fn router(app: &App, https: bool) -> Router {
    let headers = edge::secure_headers(https);
    edge::router(app)
        .fallback(web::serve)
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::map_response(move |response: Response| headers(response)))
}
