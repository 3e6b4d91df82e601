//! People, posts, sessions.

mod audit;
mod people;
mod posts;
mod sign_in;
mod tokens;
