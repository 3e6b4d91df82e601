//! Households, producers, employment, certification, products.

pub mod certify;
mod files;
mod households;
mod lists;
mod products;
