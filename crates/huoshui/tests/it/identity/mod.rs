//! People, posts, sessions.

mod audit;
mod posts;
mod sign_in;
