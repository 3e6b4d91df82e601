//! What people should see before they decide on an award: goods that were sold and never came in.
//!
//! It is no measure: stock is as it stands now, and neither rules nor the document of a frozen year rest on it.

use base::{Refusal, Text};
use std::collections::BTreeMap;
use store::Tx;

/// The note of each subject that has one.
pub(crate) fn notes(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<String, Text>, Refusal> {
    let mut goods: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (row, name) in ledger::desk::oversold(tx, county)? {
        goods.entry(format!("o{}", row.outlet)).or_default().push(format!("{name} {}", row.in_words()));
    }
    let text = |names: Vec<String>| {
        let names = names.join("、");
        Text::new(
            format!("卖出的多于进货：{names}。决定前请先核对进货记录。"),
            format!("Sold more than came in: {names}. Check the purchases before you decide."),
        )
    };
    Ok(goods.into_iter().map(|(subject, names)| (subject, text(names))).collect())
}
