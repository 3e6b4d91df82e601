//! What buyers want, plans, offers.

mod matching;
