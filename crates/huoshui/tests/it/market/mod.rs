//! What buyers want, plans, offers, contracts, fairs.

mod answering;
mod booking;
mod campaigns;
mod collecting;
mod contract_answers;
mod contracts;
mod directed;
mod fairs;
mod live;
mod matching;
mod pairings;
mod reading;
mod today;
mod ways;
mod what_if;
