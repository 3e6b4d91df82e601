//! What somebody has to hear of at once (消息): inboxes of posts, and webhooks to chat groups and systems.
//!
//! An **alert** (消息) is told once, to posts of a role whose scope covers a place; a **webhook** (推送) carries it to an address
//! outside. Invariants: an alert is written with the act that it speaks of, in one transaction, and goes out after it;
//! the same subject is told once; texts hold no personal data; an address that does not answer holds up no other.
//! Left to others: what is worth an alert (the slice that knows), sending over the network (the program).

pub mod desk;
mod error;
mod inbox;
pub mod message;
mod webhooks;

use edge::{Perm, Route, Slice};

/// What this slice brings.
pub fn slice() -> Slice {
    use Perm::{SelfService, WebhookManage};
    Slice {
        name: "alerts",
        routes: vec![
            Route::list("/alerts", SelfService, inbox::list),
            Route::get("/alerts/unread", SelfService, inbox::unread),
            Route::post("/alerts/reading", SelfService, "alert.read", inbox::read),
            Route::list("/webhooks", WebhookManage, webhooks::list),
            Route::post("/webhooks", WebhookManage, "webhook.set_up", webhooks::set_up).private(),
            Route::post("/webhooks/{webhook}/ending", WebhookManage, "webhook.end", webhooks::end),
            Route::post("/webhooks/{webhook}/trials", WebhookManage, "webhook.try", webhooks::trial),
            Route::list("/webhooks/{webhook}/deliveries", WebhookManage, webhooks::deliveries),
        ],
        targets: Vec::new(),
        tasks: None,
        news: Some(inbox::newest),
        refusals: vec![error::No::CATALOGUE],
    }
}
