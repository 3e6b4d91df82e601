//! Households, producers, employment, certification, products.

pub mod certify;
mod households;
mod lists;
mod products;
