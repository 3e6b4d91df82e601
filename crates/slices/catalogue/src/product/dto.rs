//! What goes in and out about products.

use super::badge::BadgeRow;
use crate::class::LegalClass;
use base::{
    Day,
    ids::{DivisionId, ProducerId, ProductId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a label says besides the name; which of it must be known, the legal class demands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Label {
    /// 配料.
    pub ingredients: String,
    /// 产品标准代号.
    pub standard_number: String,
    /// 贮存条件.
    pub storage: String,
    /// 生产许可证编号, SC and 14 digits.
    pub production_licence: String,
    /// 小作坊登记证.
    pub workshop_registration: String,
    /// 生产者名称、地址、联系方式.
    pub maker: String,
    /// 净含量.
    pub net_content: String,
    /// 等级.
    pub grade: String,
    /// Names of additives, as the label declares them.
    pub additives: String,
}

/// A new product, or its corrected state.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductForm {
    /// Who makes it.
    pub producer: ProducerId,
    /// Name.
    pub name: String,
    /// What it is before the law.
    pub legal_class: LegalClass,
    /// Group of farm produce: `vegetable fruit tea livestock poultry egg fish grain mushroom other`.
    #[serde(default)]
    pub farm_group: String,
    /// `g`: weighed; `piece`: counted.
    pub unit: String,
    /// Word for a piece: 盒, 袋; `件` if not said.
    #[serde(default)]
    pub piece_word: String,
    /// Net weight of a piece in grams.
    #[serde(default)]
    pub pack_g: Option<i64>,
    /// Specification.
    #[serde(default)]
    pub spec: String,
    /// Usual price for `price_per`, fen.
    #[serde(default)]
    pub unit_price_fen: Option<i64>,
    /// Grams that the price is for: 500 (斤) or 1000 (kg); 1 for a piece.
    #[serde(default)]
    pub price_per: Option<i64>,
    /// Division in the county where it is grown or made.
    #[serde(default)]
    pub origin: Option<DivisionId>,
    /// Place outside the county where it is grown or made.
    #[serde(default)]
    pub origin_text: String,
    /// Shelf life in days.
    #[serde(default)]
    pub shelf_life_days: Option<i64>,
    /// EAN-13.
    #[serde(default)]
    pub barcode: String,
    /// Number of a brand.
    #[serde(default)]
    pub brand: Option<i64>,
    /// What the label says.
    #[serde(default)]
    pub label: Label,
}

/// Another name of a product.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductAliasForm {
    /// The name.
    pub alias: String,
}

/// Why a product is sold no more.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndForm {
    /// The reason; kept.
    pub reason: String,
}

/// Which products a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProductQuery {
    /// Name, alias, initials, pinyin in part, or a barcode.
    pub q: String,
    /// Only this producer's.
    pub producer: i64,
    /// Only of this class.
    pub legal_class: String,
    /// `1`: only those listed now; `0` or nothing: all.
    pub listed: i64,
    /// `1`: only local ones.
    pub local: i64,
    /// `1`: only inside one's own scope.
    pub own: i64,
    /// `1`: also those that ended.
    pub ended: i64,
}

/// A product as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProductRow {
    /// Id.
    pub id: ProductId,
    /// Name.
    pub name: String,
    /// Producer.
    pub producer: ProducerId,
    /// Its name.
    pub producer_name: String,
    /// Legal class.
    pub legal_class: String,
    /// Specification.
    pub spec: String,
    /// `g` or `piece`.
    pub unit: String,
    /// Word for a piece.
    pub piece_word: String,
    /// Net weight of a piece in grams.
    pub pack_g: Option<i64>,
    /// Usual price for `price_per`.
    pub unit_price_fen: Option<i64>,
    /// Grams that the price is for; 1 for a piece.
    pub price_per: i64,
    /// Price of a 斤, rounded half up; none without price or pack.
    pub price_per_jin_fen: Option<i64>,
    /// Price of a kilogram, rounded half up.
    pub price_per_kg_fen: Option<i64>,
    /// Where it is grown or made.
    pub origin: String,
    /// Grown or made in the county.
    pub local: bool,
    /// Listed now.
    pub listed: bool,
    /// Last day of the listing; empty if it is not listed.
    pub listed_to: String,
    /// Badges that hold today, parted by commas.
    pub badges: String,
    /// EAN-13.
    pub barcode: String,
    /// Why it ended; empty if it did not.
    pub ended: String,
    /// The certification under way that it stands in; another is not opened before that one is through.
    pub open_case: Option<i64>,
}

/// A product in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProductDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub product: ProductRow,
    /// Group of farm produce.
    pub farm_group: String,
    /// Division of origin.
    pub origin_division: Option<DivisionId>,
    /// Shelf life in days.
    pub shelf_life_days: Option<i64>,
    /// Brand.
    pub brand: Option<i64>,
    /// What the label says.
    pub label: Label,
    /// Other names.
    pub aliases: Vec<String>,
    /// Badges, also past ones.
    pub badge_periods: Vec<BadgeRow>,
    /// Listings, also past ones.
    pub listings: Vec<ListingPeriod>,
}

store::row! {
    /// When a product was listed.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct ListingPeriod {
        /// Case that it rests on.
        pub certification: i64,
        /// First business day.
        pub valid_from: Day,
        /// Last business day.
        pub valid_to: Day,
        /// From this instant.
        pub from_at: String,
        /// Until this instant; `9999-…` is open. A suspension ends a row.
        pub until_at: String,
    }
}
