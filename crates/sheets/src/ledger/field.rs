//! What a column of a ledger can mean.

use serde::{Deserialize, Serialize};

/// Which way the goods went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 进货.
    Purchase,
    /// 销售.
    Sale,
}

impl Direction {
    /// Both, in the order in which a row's lines are written.
    pub const BOTH: [Self; 2] = [Self::Purchase, Self::Sale];

    /// The word in mappings and digests.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Sale => "sale",
        }
    }
}

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 日期.
    Date,
    /// 月, in books that give month and day a column each.
    Month,
    /// 日, beside [`Field::Month`].
    DayOfMonth,
    /// 品名.
    Product,
    /// 规格.
    Spec,
    /// 计量单位.
    Unit,
    /// 往来单位.
    Party,
    /// 联系电话.
    Contact,
    /// 备注.
    Note,
    /// 销售渠道.
    Channel,
    /// 付款方式.
    Payment,
    /// 批次.
    Lot,
    /// 承诺达标合格证, its number.
    Certificate,
    /// 数量.
    Quantity,
    /// 单价.
    UnitPrice,
    /// 金额.
    Amount,
    /// 类型: 进货 or 销售.
    Direction,
    /// 小票号, 发票号, 凭证号: joins the note, in front.
    Receipt,
    /// 退货数量, 退货金额: no field of a line; a row that has one is asked about.
    Returned,
}

const NAMES: [(Field, &str); 15] = [
    (Field::Date, "date"),
    (Field::Product, "product"),
    (Field::Spec, "spec"),
    (Field::Unit, "unit"),
    (Field::Party, "party"),
    (Field::Contact, "contact"),
    (Field::Note, "note"),
    (Field::Channel, "channel"),
    (Field::Payment, "payment"),
    (Field::Lot, "lot"),
    (Field::Certificate, "certificate"),
    (Field::Quantity, "quantity"),
    (Field::UnitPrice, "unit_price"),
    (Field::Amount, "amount"),
    (Field::Direction, "direction"),
];

impl Field {
    /// The word in mappings; month and day are parts of the date, a receipt's number is one of the note.
    pub fn as_str(self) -> &'static str {
        let named = if self == Self::Receipt { Self::Note } else { self };
        NAMES.iter().find(|(field, _)| *field == named).map_or("date", |(_, name)| name)
    }

    /// Several columns of it are all read, and joined.
    pub fn joins(self) -> bool {
        matches!(self, Self::Note | Self::Receipt)
    }

    /// Carries down merged cells; numbers never do, they would be counted twice.
    pub fn fills_down(self) -> bool {
        !matches!(self, Self::Quantity | Self::UnitPrice | Self::Amount | Self::Note | Self::Returned)
    }

    /// Must be exact and is summed by total rows.
    pub fn is_summed(self) -> bool {
        matches!(self, Self::Quantity | Self::Amount)
    }
}

/// A field, of one direction or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meaning {
    /// What it means.
    pub field: Field,
    /// `purchase.` or `sale.` before it.
    pub side: Option<Direction>,
}

impl Meaning {
    /// `quantity`, `sale.quantity`.
    pub fn name(self) -> String {
        self.side
            .map_or_else(|| self.field.as_str().to_owned(), |side| format!("{}.{}", side.as_str(), self.field.as_str()))
    }

    /// The meaning with this name.
    pub fn parse(name: &str) -> Option<Self> {
        let (side, bare) = match name.split_once('.') {
            Some((side, bare)) => {
                (Some(Direction::BOTH.into_iter().find(|direction| direction.as_str() == side)?), bare)
            }
            None => (None, name),
        };
        let (field, _) = NAMES.iter().find(|(_, name)| *name == bare)?;
        Some(Self { field: *field, side })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for name in ["date", "sale.quantity", "purchase.unit_price", "lot"] {
            assert_eq!(Meaning::parse(name).unwrap().name(), name);
        }
        for name in ["", "sale", "gift.quantity", "sale.sale.quantity", "ignore"] {
            assert_eq!(Meaning::parse(name), None, "{name}");
        }
    }
}
