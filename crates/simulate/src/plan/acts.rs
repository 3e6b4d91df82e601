//! What can happen: the vocabulary between the plan and those who play it.

use super::{Field, Point, Trade};
use base::Day;

/// Goods with their price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Product, by place in the world.
    pub product: usize,
    /// Grams or pieces.
    pub quantity: i64,
    /// Price in fen, for 斤 or piece.
    pub price_fen: i64,
    /// What it comes to.
    pub amount_fen: i64,
}

/// A sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// Number in the plan.
    pub number: u64,
    /// Where.
    pub outlet: usize,
    /// To a kitchen, by wholesale.
    pub wholesale: bool,
    /// What.
    pub lines: Vec<Line>,
    /// 抹零 in fen.
    pub rounding_fen: i64,
    /// A part that a worker's voucher pays: union, place in its list, fen.
    pub voucher: Option<(usize, usize, i64)>,
    /// By which means the rest is paid: 0 cash, 1 WeChat, 2 Alipay, 3 bank.
    pub means: usize,
    /// Number of the receipt, where the outlet has a till of its own.
    pub receipt: String,
}

impl Sale {
    /// What is paid.
    pub fn total_fen(&self) -> i64 {
        self.lines.iter().map(|line| line.amount_fen).sum::<i64>() - self.rounding_fen
    }
}

/// A row of a shop's own workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// When.
    pub day: Day,
    /// Bought, or else sold.
    pub bought: bool,
    /// What.
    pub line: Line,
    /// Number of the receipt, where the outlet has a till of its own.
    pub receipt: String,
    /// A voucher paid for it, so it was recorded here already.
    pub redeemed: bool,
}

/// Something that happens on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goods come in from a producer.
    TakeIn {
        /// Where.
        outlet: usize,
        /// From whom.
        producer: usize,
        /// What; the price is what the producer gets.
        lines: Vec<Line>,
        /// To be sold for the producer.
        consignment: bool,
    },
    /// Goods come in that were reported as unsalable.
    TakeInUnsalable {
        /// Where.
        outlet: usize,
        /// From whom.
        producer: usize,
        /// What; the price is what the producer gets.
        lines: Vec<Line>,
    },
    /// What villages and their readers do.
    Field(Field),
    /// What happens at a collection point.
    Point(Point),
    /// What goes on in the market.
    Trade(Trade),
    /// A producer's village cannot sell its peaches.
    Unsalable {
        /// Whose.
        producer: usize,
    },
    /// The township declares it.
    Declare {
        /// Whose.
        producer: usize,
    },
    /// Kitchens want peaches, and the county brings it together.
    Matching,
    /// Buyers and growers meet, and sign on the spot.
    Fair,
    /// The county drives the sale of what was declared; people promise to buy.
    Campaign,
    /// What they ordered comes and is paid.
    CampaignGoesOn,
    /// Others say of a village what it did not report.
    Silence,
    /// A household brings a little to its village's point.
    PointTrades {
        /// Which point.
        point: usize,
        /// The household by its place among the registered; none: a farmer in no register.
        household: Option<usize>,
        /// Where it goes on to.
        to: usize,
        /// What, at what the household gets.
        line: Line,
    },
    /// Goods are sold.
    Sell(Sale),
    /// A line of a sale comes back, whole, and cannot be sold again.
    GiveBack {
        /// Number of the sale.
        sale: u64,
        /// Where.
        outlet: usize,
        /// The line as it was sold.
        line: Line,
    },
    /// Goods are lost.
    Lose {
        /// Where.
        outlet: usize,
        /// What.
        product: usize,
        /// How much.
        quantity: i64,
        /// Their time was over.
        spoiled: bool,
    },
    /// Goods go to another outlet.
    Move {
        /// From.
        from: usize,
        /// To.
        to: usize,
        /// What.
        product: usize,
        /// How much.
        quantity: i64,
    },
    /// An outlet counts its takings.
    Close {
        /// Which.
        outlet: usize,
    },
    /// Unions issue vouchers to all their workers.
    Issue {
        /// Id of the reason in the policy.
        reason: &'static str,
        /// For each worker.
        amount_fen: i64,
    },
    /// Unions draw and confirm what they owe the outlets.
    State {
        /// Up to this day.
        to_day: Day,
    },
    /// A sale was a mistake and is undone.
    Undo(Sale),
    /// Owners get what was sold of the goods that are held for them.
    Settle {
        /// Where.
        outlet: usize,
    },
    /// Goods become goods of another product.
    Repack {
        /// Where.
        outlet: usize,
        /// What goes in.
        inputs: Vec<Line>,
        /// What comes out.
        output: Line,
    },
    /// The county pays what was confirmed and has cooled off.
    PayOut {
        /// Through one body that all unions pay into.
        clearing: bool,
    },
    /// An outlet is authorised.
    Authorise {
        /// Which.
        outlet: usize,
    },
    /// An outlet is suspended from this day.
    Suspend {
        /// Which.
        outlet: usize,
    },
    /// An outlet may go on.
    Resume {
        /// Which.
        outlet: usize,
    },
    /// What producers paid their workers in the year is entered.
    Wages,
    /// All certifications are looked at again, and what still helps stays listed for another year.
    Renew,
    /// A product's certification is taken back.
    Remove {
        /// Which product.
        product: usize,
    },
    /// A sale that has to be refused.
    Refused {
        /// The sale.
        sale: Sale,
        /// With this code.
        code: &'static str,
    },
    /// A shop hands in its workbook.
    HandIn {
        /// Which.
        outlet: usize,
        /// Its rows.
        rows: Vec<SheetRow>,
    },
}
