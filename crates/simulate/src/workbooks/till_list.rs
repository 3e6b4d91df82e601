//! The list that a till of its own gives: every sale of the month, with the number of its receipt.

use super::forms::{Book, said};
use crate::{plan::SheetRow, world::World};

/// Text as a till exports it; its numbers begin anew each day.
pub fn write(name: String, rows: &[&SheetRow], world: &World) -> Book {
    let mut lines = String::from("日期,类型,小票号,品名,单位,数量,单价,金额\r\n");
    for row in rows {
        let said = said(row, world);
        let (name, unit, quantity) = (said.name, said.unit, said.quantity);
        let line =
            format!("{},销售,{},{name},{unit},{quantity},{},{}\r\n", row.day, row.receipt, said.price, said.amount);
        lines.push_str(&line);
    }
    Book { name, bytes: lines.into_bytes() }
}
