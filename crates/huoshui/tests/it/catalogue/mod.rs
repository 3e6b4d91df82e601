//! Households, producers, employment, certification, products.

mod certify;
mod households;
mod products;
