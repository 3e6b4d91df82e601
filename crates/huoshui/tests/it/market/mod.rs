//! What buyers want, plans, offers, contracts, fairs.

mod campaigns;
mod contracts;
mod fairs;
mod live;
mod matching;
mod reading;
mod what_if;
