//! What the codes in exported lists are called: a table that leaves the program speaks the reader's language.
//!
//! Named by list and field, since `open` is one thing for a proposal and another for a programme.
//! Invariant: a code without a word leaves as it is; a test finds every list and field here in the OpenAPI document.

use base::Lang;

/// A code and its words: code, Chinese, English.
pub type ValueWord = (&'static str, &'static str, &'static str);

const OUTLET_KINDS: &[ValueWord] = &[
    ("shop", "授权店", "Shop"),
    ("pavilion", "生活馆", "Pavilion"),
    ("area", "专区", "Area"),
    ("cabinet", "专柜", "Cabinet"),
    ("village_point", "村级收购点", "Village point"),
    ("online", "合作电商", "Online partner"),
];
const PRODUCER_KINDS: &[ValueWord] = &[
    ("enterprise", "企业", "Enterprise"),
    ("cooperative", "农民专业合作社", "Co-operative"),
    ("family_farm", "家庭农场", "Family farm"),
    ("household", "农户", "Household"),
];
const HOUSEHOLD_KINDS: &[ValueWord] = &[
    ("registered_poor", "建档立卡户", "Registered poor"),
    ("out_of_poverty", "脱贫户", "Out of poverty"),
    ("monitored", "监测对象", "Monitored"),
    ("at_risk", "易返贫致贫户", "At risk"),
    ("low_income", "农村低收入户", "Low income"),
];
const SUBJECTS: &[ValueWord] = &[("outlet", "授权单位", "Outlet"), ("producer", "供货主体", "Producer")];
const DIVISION_KINDS: &[ValueWord] = &[
    ("city", "市", "City"),
    ("county", "县", "County"),
    ("district", "区", "District"),
    ("banner", "旗", "Banner"),
    ("street", "街道", "Street"),
    ("town", "镇", "Town"),
    ("township", "乡", "Township"),
    ("farm", "场", "Farm"),
    ("zone", "区（管理区）", "Zone"),
    ("community", "社区", "Community"),
    ("village", "村", "Village"),
    ("other", "其他", "Other"),
];
const OPENING_MEASURES: &[ValueWord] = &[
    ("sales", "累计销售额", "Sales to date"),
    ("unsalable_sales", "帮销滞销产品累计销售额", "Sales of unsalable produce to date"),
    ("households", "受益户数", "Households helped"),
    ("people", "受益人数", "People helped"),
    ("shops", "授权店", "Authorised shops"),
    ("pavilions", "生活馆", "Pavilions"),
];
const PRECISIONS: &[ValueWord] = &[
    ("exact", "正好", "exactly"),
    ("at_least", "余（多）", "or more"),
    ("at_most", "近", "nearly"),
    ("about", "约", "about"),
];

/// Lists by the last noun of their address, each with a field and its codes.
pub const VALUES: &[(&str, &str, &[ValueWord])] = &[
    ("outlets", "kind", OUTLET_KINDS),
    (
        "outlets",
        "state",
        &[
            ("none", "未授权", "None yet"),
            ("authorised", "授权有效", "Authorised"),
            ("suspended", "暂停", "Suspended"),
            ("expired", "到期", "Expired"),
            ("revoked", "已取消", "Revoked"),
            ("ended", "已终止", "Ended"),
        ],
    ),
    (
        "authorisations",
        "act",
        &[
            ("granted", "授予", "Granted"),
            ("suspended", "暂停", "Suspended"),
            ("resumed", "恢复", "Resumed"),
            ("revoked", "取消", "Revoked"),
            ("ended", "终止", "Ended"),
        ],
    ),
    (
        "revocations",
        "ground",
        &[
            ("no_sales", "全年无销售", "No sales in the year"),
            ("low_sales", "年销售额达不到要求", "Sales not above the limit"),
            ("no_cooperation", "拒不配合", "Refusal to cooperate"),
            ("other", "其他", "Other"),
        ],
    ),
    (
        "revocations",
        "state",
        &[("open", "待决定", "Open"), ("revoked", "已取消", "Revoked"), ("rejected", "不予取消", "Not revoked")],
    ),
    (
        "help",
        "kind",
        &[
            ("rent", "租金", "Rent"),
            ("fitting_out", "装修", "Fitting-out"),
            ("fee", "费用减免", "Fees"),
            ("subsidy", "补贴", "Subsidy"),
            ("venue", "提供场地", "Venue"),
        ],
    ),
    (
        "divisions",
        "level",
        &[("county", "县级", "County"), ("township", "乡级", "Township"), ("village", "村级", "Village")],
    ),
    ("divisions", "kind", DIVISION_KINDS),
    ("divisions", "qualities", &[("poor_village", "贫困村", "Poor village")]),
    (
        "division-counts",
        "measure",
        &[
            ("township", "乡级单位", "Township-level units"),
            ("village", "村级单位", "Village-level units"),
            ("poor_village", "贫困村", "Poor villages"),
        ],
    ),
    ("division-counts", "kinds", DIVISION_KINDS),
    ("producers", "kind", PRODUCER_KINDS),
    (
        "producers",
        "document_kind",
        &[
            ("credit_code", "统一社会信用代码", "Credit code"),
            ("registration_number", "注册号", "Registration number"),
            ("other", "其他", "Other"),
            ("none", "没有", "None"),
        ],
    ),
    (
        "producers",
        "document_verdict",
        &[
            ("valid", "相符", "Fits"),
            ("check_failed", "校验位不符", "Check fails"),
            ("unchecked", "未校验", "Not checked"),
        ],
    ),
    ("households", "kinds", HOUSEHOLD_KINDS),
    ("employments", "kinds_on_first_day", HOUSEHOLD_KINDS),
    (
        "employments",
        "evidence",
        &[
            ("payroll", "工资表", "Payroll"),
            ("bank", "银行流水", "Bank record"),
            ("contract", "合同", "Contract"),
            ("receipt", "领条", "Receipt"),
            ("statement", "本人说明", "Statement"),
        ],
    ),
    (
        "products",
        "legal_class",
        &[
            ("edible_farm", "食用农产品", "Edible farm produce"),
            ("prepacked", "预包装食品", "Prepacked food"),
            ("bulk", "散装食品", "Bulk food"),
            ("workshop", "小作坊食品", "Workshop food"),
            ("medicinal", "中药材", "Medicinal material"),
            ("non_food", "非食品", "Not food"),
            ("service", "服务", "Service"),
        ],
    ),
    ("products", "unit", &[("g", "按重量", "By weight"), ("piece", "按件", "By the piece")]),
    ("certifications", "way", &[("application", "企业申报", "Application"), ("survey", "摸底调查", "Survey")]),
    (
        "certifications",
        "state",
        &[
            ("submitted", "已申报", "Submitted"),
            ("returned", "已退回", "Returned"),
            ("township_checked", "乡镇已核", "Checked by township"),
            ("department_checked", "部门已核", "Checked by department"),
            ("approved", "已同意，待公示", "Approved"),
            ("refused", "不予认定", "Refused"),
            ("in_notice", "公示中", "In notice"),
            ("listed", "已入目录", "Listed"),
            ("expired", "有效期已满", "Expired"),
            ("suspended", "已暂停", "Suspended"),
            ("removed", "已移出", "Removed"),
            ("blacklisted", "黑名单", "Blacklisted"),
        ],
    ),
    (
        "certifications",
        "verdict",
        &[("met", "符合", "Met"), ("not_met", "不符合", "Not met"), ("no_data", "无数据", "No data")],
    ),
    ("measures", "kind", SUBJECTS),
    ("measures", "outlet_kind", OUTLET_KINDS),
    ("measures", "producer_kind", PRODUCER_KINDS),
    ("findings", "kind", SUBJECTS),
    (
        "policies",
        "state",
        &[
            ("in_force", "现行", "In force"),
            ("coming", "将生效", "Coming"),
            ("past", "已过", "Past"),
            ("replaced", "已被替代", "Replaced"),
            ("shipped", "随程序附带，未采用", "Shipped, not in force"),
        ],
    ),
    ("opening-totals", "measure", OPENING_MEASURES),
    ("opening-totals", "precision", PRECISIONS),
    ("beside-counted", "measure", OPENING_MEASURES),
    ("beside-counted", "precision", PRECISIONS),
];

/// The text of a cell with its codes in words: `village 518, community 62` keeps its figures.
pub(crate) fn in_words(list: &str, field: &str, text: &str, lang: Lang) -> String {
    let Some((.., words)) = VALUES.iter().find(|(of, name, _)| *of == list && *name == field) else {
        return text.to_owned();
    };
    let word = |code: &str| {
        let found = words.iter().find(|(of, ..)| *of == code);
        found.map_or(code, |(_, zh, en)| if lang == Lang::Zh { zh } else { en }).to_owned()
    };
    let (mut told, mut code) = (String::new(), String::new());
    for c in text.chars() {
        if c.is_ascii_lowercase() || c == '_' {
            code.push(c);
        } else {
            told.push_str(&word(&std::mem::take(&mut code)));
            told.push(c);
        }
    }
    told + &word(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_words_and_figures_stay() {
        for (list, field, text, zh, en) in [
            ("outlets", "kind", "village_point", "村级收购点", "Village point"),
            ("division-counts", "kinds", "village 518, community 62", "村 518, 社区 62", "Village 518, Community 62"),
            ("households", "kinds", "registered_poor,monitored", "建档立卡户,监测对象", "Registered poor,Monitored"),
            ("outlets", "state", "unheard_of", "unheard_of", "unheard_of"),
            ("outlets", "name", "shop", "shop", "shop"),
            ("outlets", "kind", "", "", ""),
        ] {
            assert_eq!(in_words(list, field, text, Lang::Zh), zh);
            assert_eq!(in_words(list, field, text, Lang::En), en);
        }
    }
}
