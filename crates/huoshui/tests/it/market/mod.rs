//! What buyers want, plans, offers, contracts, fairs.

mod answering;
mod booking;
mod campaigns;
mod collecting;
mod contracts;
mod fairs;
mod live;
mod matching;
mod pairings;
mod reading;
mod today;
mod what_if;
