//! Rows of books, vouchers, catalogue and contracts as they are kept.

use base::{Day, Instant};

store::row! {
    /// An entry.
    #[derive(Clone, Debug)]
    pub struct Entry {
        pub book: i64, pub seq: i64, pub kind: String, pub day: String, pub counts_on: String, pub recorded_at: Instant,
        pub cash: i64, pub wechat: i64, pub alipay: i64, pub bank: i64, pub on_account: i64, pub voucher: i64,
        pub total: i64, pub import: Option<i64>, pub counterparty: Option<i64>, pub receipt: String, pub reverses: Option<i64>,
    }
}

store::row! {
    /// A line.
    #[derive(Clone, Debug)]
    pub struct Line {
        pub book: i64, pub seq: i64, pub product: i64, pub lot: Option<i64>, pub quantity: i64, pub amount: i64, pub voucher: i64,
        pub listed: bool, pub local: bool, pub campaign: Option<i64>,
    }
}

store::row! {
    /// A redemption or refund.
    #[derive(Clone, Debug)]
    pub struct Redemption {
        pub outlet: i64, pub seq: i64, pub account: i64, pub kind: String, pub amount: i64, pub day: String,
    }
}

store::row! {
    /// A voucher account.
    #[derive(Clone, Debug)]
    pub struct Account { pub id: i64, pub balance: i64, pub lapsed: i64, pub valid_to: String, pub identity: Vec<u8> }
}

store::row! {
    /// When a product was listed.
    #[derive(Clone, Debug)]
    pub struct Listing { pub product: i64, pub from: String, pub to: String, pub from_at: String, pub until_at: String }
}

store::row! {
    /// An act on an authorisation.
    #[derive(Clone, Debug)]
    pub struct Act { pub outlet: i64, pub act: String, pub on_day: String, pub valid_to: String }
}

store::row! {
    /// A delivery on a contract, with what was agreed for its grade.
    #[derive(Clone, Debug)]
    pub struct Delivery {
        pub contract: i64, pub seq: i64, pub kind: String, pub agreed: i64, pub market: Option<i64>, pub paid: i64,
        pub grams: i64, pub amount: i64, pub crop: i64, pub grade: String, pub day: Day, pub at: Instant, pub samples: i64,
        pub reverses: i64,
    }
}

store::row! {
    /// A delivery that was brought into a book, or let go of: the last word on each.
    #[derive(Clone, Debug)]
    pub struct Booking {
        pub contract: i64, pub delivery: i64, pub act: String, pub book: i64, pub seq: i64, pub line: i64,
        pub grams: i64, pub amount: i64, pub undone: bool,
    }
}

store::row! {
    /// A load of a collection run that was not cancelled: as loaded where that was said, else as planned.
    #[derive(Clone, Debug)]
    pub struct Loaded {
        pub run: i64, pub limit: i64, pub stops_most: i64, pub division: i64, pub source: String, pub source_id: i64,
        pub grams: i64, pub agreed_kg: i64,
    }
}

store::row! {
    /// A line that speaks for a delivery.
    #[derive(Clone, Debug)]
    pub struct Claim {
        pub book: i64, pub seq: i64, pub line: i64, pub contract: i64, pub delivery: i64, pub grams: i64,
        pub kind: String, pub unit: String, pub quantity: i64, pub amount: i64, pub reversed: bool,
    }
}

store::row! {
    /// A lot.
    #[derive(Clone, Copy, Debug)]
    pub struct Lot { pub id: i64, pub book: i64, pub seq: i64, pub from: Option<i64> }
}
