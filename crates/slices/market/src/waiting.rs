//! What waits for whom on the market: offers to send, offers to answer.

use base::{Refusal, Text};
use edge::{Actor, Perm, Role, Task};
use store::{Ask, Tx};

/// The tasks of an actor.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    if !actor.may(Perm::MarketAnswer) {
        return Ok(Vec::new());
    }
    let (state, kind, (zh, en)) = match actor.role {
        Role::CountyOffice => ("proposed", "offer.send", ("待发出的产销对接", "Offers to send")),
        _ => ("sent", "offer.answer", ("待答复的产销对接", "Offers to answer")),
    };
    let filter = crate::offers::OfferFilter { state: state.into(), ..Default::default() };
    let ask = Ask { limit: Some(1), total: true, ..Ask::default() };
    let count = crate::offers::list(tx, actor, (), filter, &ask)?.total;
    let count = count.and_then(|total| total.get("count")?.as_i64()).unwrap_or(0);
    let task =
        Task { kind: kind.into(), title: Text::new(zh, en), count, due_on: None, to: format!("/offers?state={state}") };
    Ok(if count > 0 { vec![task] } else { Vec::new() })
}
