//! The eleven kinds of entry 单据 and what each does to stock, to sales and to what was taken in.
//!
//! Quantities and amounts of lines are written positive, and the kind's sign says which way they
//! count. Negative ones stand in a reversal, in a purchase whose goods go back to the supplier, and
//! on the giving side of a transfer, a count or a repacking, where the line itself says the way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $code:literal $zh:literal $en:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// All of them, in the order of the design.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in SQL, JSON and hashes; never changes.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The Chinese word.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The English word.
            pub fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

pub(crate) use words;

words! {
    /// What an entry records.
    Kind {
        /// Bought from a supplier; goods sent back to it are negative lines.
        Purchase "purchase" "进货单" "purchase",
        /// Sold, at the till or wholesale.
        Sale "sale" "销货单" "sale",
        /// Brought back by a buyer.
        Return "return" "退货单" "return",
        /// Spoiled, lost, eaten by mice.
        Loss "loss" "报损单" "loss",
        /// To or from another book of the county: no sale, each book has its own entry, the giver's negative.
        Transfer "transfer" "调拨单" "transfer",
        /// Difference between what was counted and what the book said.
        Count "count" "盘点单" "stock count",
        /// Stock when the book began, with its papers.
        Opening "opening" "期初" "opening stock",
        /// Taken in to be sold for its owner.
        ConsignmentIntake "consignment_intake" "代销入库" "consignment intake",
        /// Paid to the owner for what was sold; moves no goods.
        ConsignmentSettlement "consignment_settlement" "代销结算" "consignment settlement",
        /// One product becomes another by packing: inputs negative, outputs positive.
        Repack "repack" "分装" "repacking",
        /// Given away: goods leave, nothing is sold.
        Donation "donation" "捐赠单" "donation",
    }
}

impl Kind {
    /// How a line's quantity moves stock: +1, −1, or 0 if it does not.
    pub fn stock_sign(self) -> i64 {
        match self {
            Self::Sale | Self::Loss | Self::Donation => -1,
            Self::ConsignmentSettlement => 0,
            Self::Purchase | Self::Return | Self::Transfer | Self::Count | Self::Opening => 1,
            Self::ConsignmentIntake | Self::Repack => 1,
        }
    }

    /// How a line counts as sold: a sale +1, a return −1, nothing else.
    pub fn sales_sign(self) -> i64 {
        match self {
            Self::Sale => 1,
            Self::Return => -1,
            _ => 0,
        }
    }

    /// How a line counts as taken in from a supplier: purchases and consignment intake.
    pub fn intake_sign(self) -> i64 {
        i64::from(matches!(self, Self::Purchase | Self::ConsignmentIntake))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_words_and_signs() {
        for (kind, zh, stock, sales, intake) in [
            (Kind::Purchase, "进货单", 1, 0, 1),
            (Kind::Sale, "销货单", -1, 1, 0),
            (Kind::Return, "退货单", 1, -1, 0),
            (Kind::Loss, "报损单", -1, 0, 0),
            (Kind::Transfer, "调拨单", 1, 0, 0),
            (Kind::Count, "盘点单", 1, 0, 0),
            (Kind::Opening, "期初", 1, 0, 0),
            (Kind::ConsignmentIntake, "代销入库", 1, 0, 1),
            (Kind::ConsignmentSettlement, "代销结算", 0, 0, 0),
            (Kind::Repack, "分装", 1, 0, 0),
            (Kind::Donation, "捐赠单", -1, 0, 0),
        ] {
            assert_eq!(
                (kind.zh(), kind.stock_sign(), kind.sales_sign(), kind.intake_sign()),
                (zh, stock, sales, intake)
            );
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::ALL.len(), 11);
        assert_eq!(Kind::from_code("gift"), None);
    }
}
