//! Who hears of what, in the inbox, on a page that listens, and in a chat group outside.

mod inbox;
mod receiver;
mod webhooks;
