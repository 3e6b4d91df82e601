//! Products: what is sold, by legal class, with unit and pack, price, origin, badges and other names.
//!
//! Invariants: local means grown or made in a division of the county, never a code's prefix;
//! prices stand as entered, the price per 斤 and per kg is derived; whether a product is listed
//! is told by its listings ([`crate::certification`]), never by a column here.

mod badge;
mod brand;
mod dto;
mod price;
mod register;
mod rules;
mod sql;
mod view;

pub use badge::{BadgeForm, BadgeQuery, BadgeRow, add_badge, badge_tasks, badges};
pub use brand::{BrandForm, BrandRow, add_brand, brands};
pub use dto::*;
pub use register::{add_alias, correct, end, register};
pub(crate) use sql::{Product as Found, find};
pub use view::{product, products};
