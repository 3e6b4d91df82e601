//! Legal classes of goods and what the law demands of each: data, and nothing decided by name.
//!
//! Sources: Food Safety Law (2021) art. 50, 53, 65, 67, 68; Farm Product Quality Safety Law (2022)
//! art. 39; Measures on commitment certificates (Ministry of Agriculture Order 2025 No. 4).
//! Left to others: which entries the books refuse (ledger asks [`LegalClass::demands`]).

use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a product is before the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegalClass {
    /// 食用农产品: fresh fruit, vegetables, meat, eggs.
    EdibleFarm,
    /// 预包装食品.
    Prepacked,
    /// 散装食品.
    Bulk,
    /// 小作坊食品.
    Workshop,
    /// 中药材.
    Medicinal,
    /// 非食品.
    NonFood,
    /// 服务.
    Service,
}

/// A particular of a product that a class can demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Particular {
    /// Which group of farm produce.
    FarmGroup,
    /// Specification 规格.
    Spec,
    /// Shelf life in days 保质期.
    ShelfLife,
    /// Ingredients 配料.
    Ingredients,
    /// Number of the product standard 产品标准代号.
    StandardNumber,
    /// Storage conditions 贮存条件.
    Storage,
    /// Production licence 生产许可证编号 (SC and 14 digits).
    ProductionLicence,
    /// Registration of the small workshop 小作坊登记证.
    WorkshopRegistration,
    /// Maker's name, address and contact 生产者名称、地址、联系方式.
    Maker,
}

/// What the books have to keep about an intake of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Demands {
    /// Name, address and contact of the supplier.
    pub supplier: bool,
    /// Specification.
    pub spec: bool,
    /// Production date or batch number, one of the two.
    pub production_date_or_batch: bool,
    /// Shelf life.
    pub shelf_life: bool,
}

/// Groups of edible farm products; those marked need a commitment certificate.
const GROUPS: [(&str, bool); 10] = [
    ("vegetable", true),
    ("fruit", true),
    ("tea", true),
    ("livestock", true),
    ("poultry", true),
    ("egg", true),
    ("fish", true),
    ("grain", false),
    ("mushroom", true),
    ("other", false),
];

impl LegalClass {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::EdibleFarm, Self::Prepacked, Self::Bulk, Self::Workshop, Self::Medicinal, Self::NonFood, Self::Service];

    /// Its word in SQL and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::EdibleFarm => "edible_farm",
            Self::Prepacked => "prepacked",
            Self::Bulk => "bulk",
            Self::Workshop => "workshop",
            Self::Medicinal => "medicinal",
            Self::NonFood => "non_food",
            Self::Service => "service",
        }
    }

    /// The class with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }

    /// What has to be known of a product of this class before it can be registered.
    pub fn particulars(self) -> &'static [Particular] {
        use Particular as P;
        match self {
            Self::EdibleFarm => &[P::FarmGroup],
            Self::Prepacked => {
                &[P::Spec, P::ShelfLife, P::Ingredients, P::StandardNumber, P::Storage, P::ProductionLicence, P::Maker]
            }
            Self::Bulk => &[P::ShelfLife, P::Maker],
            Self::Workshop => &[P::ShelfLife, P::Ingredients, P::WorkshopRegistration, P::Maker],
            Self::Medicinal => &[P::Spec],
            Self::NonFood | Self::Service => &[],
        }
    }

    /// What the books have to keep about each intake.
    pub fn demands(self) -> Demands {
        match self {
            Self::EdibleFarm => Demands { supplier: true, ..Demands::default() },
            Self::Prepacked | Self::Bulk | Self::Workshop => Demands {
                supplier: true,
                spec: self == Self::Prepacked,
                production_date_or_batch: true,
                shelf_life: true,
            },
            Self::Medicinal => Demands { supplier: true, production_date_or_batch: true, ..Demands::default() },
            Self::NonFood | Self::Service => Demands::default(),
        }
    }
}

/// Whether a group of farm produce is known.
pub fn is_farm_group(group: &str) -> bool {
    GROUPS.iter().any(|(name, _)| *name == group)
}

/// Whether an intake of this product on this day needs a commitment certificate 承诺达标合格证:
/// farm produce of the listed groups, from firms and co-operatives (households are encouraged,
/// not bound), since 1 February 2026.
pub fn certificate_due(class: &str, group: &str, producer_kind: &str, day: Day) -> bool {
    let in_force = Day::new(2026, 2, 1).is_some_and(|since| day >= since);
    let of_group = GROUPS.iter().any(|(name, due)| *name == group && *due);
    in_force && of_group && class == LegalClass::EdibleFarm.word() && producer_kind != "household"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_are_due_by_group_producer_and_day() {
        for (class, group, kind, day, due) in [
            ("edible_farm", "fruit", "cooperative", "2026-02-01", true),
            ("edible_farm", "fruit", "cooperative", "2026-01-31", false),
            ("edible_farm", "fruit", "family_farm", "2026-02-01", true),
            ("edible_farm", "fruit", "household", "2026-02-01", false),
            ("edible_farm", "grain", "cooperative", "2026-02-01", false),
            ("prepacked", "fruit", "enterprise", "2026-02-01", false),
        ] {
            assert_eq!(certificate_due(class, group, kind, day.parse().unwrap()), due, "{group} {kind} {day}");
        }
    }

    #[test]
    fn fresh_peaches_need_no_date_and_packed_food_does() {
        for (class, demands) in [
            (LegalClass::EdibleFarm, (true, false, false, false)),
            (LegalClass::Prepacked, (true, true, true, true)),
            (LegalClass::Bulk, (true, false, true, true)),
            (LegalClass::Service, (false, false, false, false)),
        ] {
            let d = class.demands();
            assert_eq!((d.supplier, d.spec, d.production_date_or_batch, d.shelf_life), demands, "{class:?}");
        }
        for class in LegalClass::ALL {
            assert_eq!(LegalClass::from_word(class.word()), Some(class));
        }
    }
}
