//! What buyers want, plans, offers, contracts, fairs.

mod contracts;
mod fairs;
mod matching;
mod reading;
