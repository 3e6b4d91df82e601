//! The closed word lists of rules and measures: each word has one spelling in files and
//! JSON, and a name in both languages.
//!
//! Invariant: a word that is not here is refused where it is read, never guessed.

use base::Text;

/// A closed list of words, as files spell them.
pub trait Word: Copy + Eq + 'static {
    /// Every word, in the order in which they are offered.
    const ALL: &'static [Self];
    /// The spelling in files and JSON.
    fn word(self) -> &'static str;
    /// The name that people read.
    fn text(self) -> Text;
    /// The word with this spelling.
    fn find(spelling: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|w| w.word() == spelling)
    }
    /// All spellings, for messages that say what would be right.
    fn spellings() -> String {
        Self::ALL.iter().map(|w| w.word()).collect::<Vec<_>>().join(" | ")
    }
}

/// A closed list of words with their names: `Name { Variant = "word", "中文", "English"; }`.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $name {
            $(#[doc = $en] #[serde(rename = $word)] $variant,)+
        }
        impl $crate::vocabulary::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            fn text(self) -> base::Text {
                match self { $(Self::$variant => base::Text::new($zh, $en)),+ }
            }
        }
    };
}

words! {
    /// Which side of a limit counts. 以上, 以下, 达, 不低于 include the number (Civil Code art. 1259).
    Op {
        Ge = "ge", "以上（含本数）", "at least";
        Gt = "gt", "超过（不含本数）", "more than";
        Le = "le", "以下（含本数）", "at most";
        Lt = "lt", "不满（不含本数）", "less than";
    }
}

words! {
    /// What findings are about.
    SubjectKind {
        Outlet = "outlet", "授权单位", "outlet";
        Producer = "producer", "供货主体", "producer";
        Canteen = "canteen", "食堂", "canteen";
        Officer = "officer", "信息员", "information officer";
    }
}

words! {
    /// Whoever keeps a book. Shop, pavilion, area and cabinet hold an authorisation.
    OutletKind {
        Shop = "shop", "授权店", "shop";
        Pavilion = "pavilion", "生活馆", "pavilion";
        Area = "area", "专区", "area";
        Cabinet = "cabinet", "专柜", "cabinet";
        VillagePoint = "village_point", "收购点", "village point";
        Online = "online", "合作电商", "online partner";
    }
}

words! {
    /// Who sells produce.
    ProducerKind {
        Enterprise = "enterprise", "企业", "enterprise";
        Cooperative = "cooperative", "农民专业合作社", "farmers' co-operative";
        FamilyFarm = "family_farm", "家庭农场", "family farm";
        Household = "household", "农户", "household";
    }
}

words! {
    /// What an officer's promotion is measured by.
    PromotionBy {
        Yuan = "yuan", "按推广销售额，以当年最高者为满分", "by promoted sales, the largest of the year being full marks";
        Share = "share", "按售出占可售的比例，小村也能得满分", "by the share sold of what the village had, so that a small village can have full marks";
    }
}

words! {
    /// The kind of unit that a canteen feeds.
    UnitKind {
        Organ = "organ", "机关", "organ";
        School = "school", "学校", "school";
        Hospital = "hospital", "医院", "hospital";
        Enterprise = "enterprise", "企业", "enterprise";
    }
}

words! {
    /// How a unit's canteen is run.
    CanteenMode {
        Own = "own", "自办食堂", "own";
        Shared = "shared", "合用食堂", "shared";
        Outsourced = "outsourced", "外包食堂", "outsourced";
        Distributor = "distributor", "定点配送", "supplied by a distributor";
        None = "none", "无食堂", "none";
    }
}

words! {
    /// Other holders of duties and rights that rules name.
    OtherKind {
        Worker = "worker", "职工", "worker";
        InformationOfficer = "information_officer", "信息员", "information officer";
        Township = "township", "乡镇（街道、场）", "township-level unit";
        Department = "department", "市直机关", "city department";
        StationedUnit = "stationed_unit", "省、邵阳市驻邵东单位", "unit of the province or of Shaoyang stationed here";
    }
}

words! {
    /// What a rule says of a subject.
    Outcome {
        Met = "met", "达标", "met";
        NotMet = "not_met", "未达标", "not met";
        NoData = "no_data", "无数据", "no data";
        Revoke = "revoke", "拟取消授权", "revocation proposed";
        Disputed = "disputed", "双方数据不一致", "sides disagree";
        PartYear = "part_year", "授权不满全年", "part of a year";
        Award = "award", "拟奖补", "award proposed";
        Honour = "honour", "拟表彰", "honour proposed";
        Criticise = "criticise", "拟通报批评", "criticism proposed";
        None = "none", "不触发", "nothing follows";
        Score = "score", "得分", "score";
    }
}

words! {
    /// Why a consequence is proposed.
    Ground {
        NoSales = "no_sales", "全年没有销售", "no sales in the whole year";
        LowSales = "low_sales", "销售额未超过限额", "sales not above the limit";
        NoCooperation = "no_cooperation", "不支持配合消费扶贫工作", "refusal to cooperate";
        Silence = "silence", "滞销不报告、不支持", "unsalable produce not reported or support refused";
    }
}

words! {
    /// Whose figure fills the credited sales of a settlement.
    CreditBasis {
        Confirmed = "confirmed", "以受益方清单印证的销售", "sales that the benefiting side's lists confirm";
        Recorded = "recorded", "按授权单位台账记录的销售计", "sales as the outlet's own book records them";
    }
}

words! {
    /// Window in which a worker's income is summed.
    IncomeWindow {
        CalendarYear = "calendar_year", "自然年度", "calendar year";
        LastTwelveMonths = "last_12_months", "申报前十二个月", "the twelve months before the application";
    }
}

words! {
    /// The day on which a worker's household has to be an assisted one.
    StatusOn {
        FirstDayWorked = "first_day_worked", "务工首日", "the first day worked";
        AnyDayWorked = "any_day_worked", "务工期间任一日", "any day worked";
    }
}

words! {
    /// Kinds of assisted households, old names and new.
    HouseholdKind {
        RegisteredPoor = "registered_poor", "建档立卡贫困户", "registered poor household";
        OutOfPoverty = "out_of_poverty", "脱贫户", "household out of poverty";
        Monitored = "monitored", "监测对象", "monitored household";
        AtRisk = "at_risk", "防止返贫致贫对象", "household at risk of poverty";
        LowIncome = "low_income", "农村低收入人口", "rural low-income people";
    }
}

words! {
    /// How days are counted.
    DayCount {
        Working = "working", "工作日", "working days";
        Natural = "natural", "自然日", "natural days";
    }
}

words! {
    /// Who approves an exception.
    Approver {
        CountyOffice = "county_office", "工作专班", "county office";
        Leader = "leader", "分管领导", "leader in charge";
    }
}

words! {
    /// What the local share is a share of.
    LocalBase {
        SalesValue = "sales_value", "扶贫产品销售额", "value of sales of listed products";
        PurchaseValue = "purchase_value", "扶贫产品进货额", "value of purchases of listed products";
        StockValue = "stock_value", "在售扶贫产品库存额", "value of listed products in stock";
        Products = "products", "在售扶贫产品品种数", "number of listed products on sale";
    }
}

words! {
    /// What the canteen share is a share of.
    FoodBase {
        AllFood = "all_food", "全部食材采购额", "all food purchases";
        FarmProducts = "farm_products", "农产品采购额", "purchases of farm products";
    }
}

words! {
    /// Which figures a revocation for low sales looks at.
    Figures {
        Both = "both", "记录与印证两个数", "recorded and credited figures";
        Recorded = "recorded", "台账记录数", "recorded figure";
        Credited = "credited", "印证数", "credited figure";
    }
}

words! {
    /// What becomes of an outlet that was not authorised all year.
    PartYear {
        Exempt = "exempt", "不适用，单列显示", "exempt, shown as such";
        Judge = "judge", "同样适用", "judged like the others";
    }
}

words! {
    /// How often a one-time award may be given.
    Once {
        Year = "year", "每年一次", "once a year";
        Ever = "ever", "终身一次", "once ever";
    }
}

words! {
    /// What happens if an outlet earns both awards.
    Beside {
        Both = "both", "两项分别计算", "both, each by its own rule";
        Larger = "larger", "只取较高一项", "only the larger";
    }
}

words! {
    /// What becomes of equal scores at the last place.
    Tie {
        People = "people", "并列者单列，由人工评定", "shown for people to decide";
    }
}

words! {
    /// What pavilions are supported with.
    Support {
        Rent = "rent", "租金", "rent";
        FittingOut = "fitting_out", "装修", "fitting-out";
    }
}

words! {
    /// What can never be done with a voucher (People's Bank Law art. 20; union money rules).
    Never {
        Transfer = "transfer", "不得转让", "no transfer";
        Cash = "cash", "不得兑现", "no cash";
        Change = "change", "不找零", "no change";
    }
}

words! {
    /// What becomes of money on an account.
    Rest {
        Stays = "stays", "留在账户继续使用", "stays on the account";
        Lapses = "lapses", "作废", "lapses";
    }
}

words! {
    /// Which village-level divisions count as villages in statistics.
    VillageList {
        VillagesAndCommunities = "villages_and_communities", "村和社区", "villages and communities";
        VillagesOnly = "villages_only", "仅村", "villages only";
    }
}
