//! People, posts, sessions.

mod audit;
mod devices;
mod own_sign_in;
mod people;
mod posts;
mod scopes;
mod sign_in;
mod tokens;
