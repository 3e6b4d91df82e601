//! Huoshui's one binary: the command line, the server, the web pages in it.
//!
//! Everything that decides lives below; here it is wired together: which slices there are,
//! where the data lies, how the server is reached.

pub mod atlas;
pub mod cli;
mod commands;
pub mod courier;
pub mod demo;
pub mod nightly;
pub mod operations;
pub mod pages;
pub mod program;
pub mod public;
pub mod scopes;
pub mod serve;
pub mod settings;
pub mod setup;
mod speech;
mod tls;
pub mod verification;
mod web;

pub use commands::run;
