//! What the codes in a list are called where people read it as a table: `paid` → 已付款.
//!
//! JSON keeps the codes; an export is read by people. A test finds every code that the API's description of a
//! list names here. Free texts are never looked up: only the fields that stand here hold codes.

/// A field, or `list.field` where lists differ, with its codes: code, Chinese, English.
type Codes = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

const CODES: &[Codes] = &[
    ("unit", &[("g", "克", "g"), ("piece", "件", "pieces")]),
    ("level", &[("county", "县", "county"), ("township", "乡镇", "township"), ("village", "村", "village")]),
    (
        "measure",
        &[
            ("township", "乡镇（街道、场）", "townships"),
            ("village", "村（社区）", "villages"),
            ("poor_village", "贫困村", "poor villages"),
        ],
    ),
    (
        "kind",
        &[
            ("purchase", "进货单", "purchase"),
            ("sale", "销货单", "sale"),
            ("return", "退货单", "return"),
            ("loss", "报损单", "loss"),
            ("transfer", "调拨单", "transfer"),
            ("count", "盘点单", "stock count"),
            ("opening", "期初", "opening stock"),
            ("consignment_intake", "代销入库", "consignment intake"),
            ("consignment_settlement", "代销结算", "consignment settlement"),
            ("repack", "分装", "repacking"),
            ("donation", "捐赠单", "donation"),
            ("spend", "用券", "paid"),
            ("refund", "退回", "given back"),
            ("shop", "授权店", "shop"),
            ("pavilion", "生活馆", "pavilion"),
            ("area", "专区", "area"),
            ("cabinet", "专柜", "cabinet"),
            ("village_point", "收购点", "village point"),
            ("online", "合作电商", "online partner"),
            ("enterprise", "企业", "enterprise"),
            ("cooperative", "农民专业合作社", "farmers’ co-operative"),
            ("family_farm", "家庭农场", "family farm"),
            ("household", "农户", "household"),
            ("organ", "机关", "organ"),
            ("school", "学校", "school"),
            ("hospital", "医院", "hospital"),
            ("rent", "租金", "rent"),
            ("fitting_out", "装修", "fitting-out"),
            ("fee", "费用", "fee"),
            ("subsidy", "补助", "subsidy"),
            ("venue", "场地", "venue"),
            ("outlet", "授权单位", "outlet"),
            ("producer", "供货主体", "producer"),
            ("canteen", "食堂", "canteen"),
            ("officer", "信息员", "information officer"),
        ],
    ),
    (
        "outlet_kind",
        &[
            ("shop", "授权店", "shop"),
            ("pavilion", "生活馆", "pavilion"),
            ("area", "专区", "area"),
            ("cabinet", "专柜", "cabinet"),
            ("village_point", "收购点", "village point"),
            ("online", "合作电商", "online partner"),
        ],
    ),
    (
        "producer_kind",
        &[
            ("enterprise", "企业", "enterprise"),
            ("cooperative", "农民专业合作社", "farmers’ co-operative"),
            ("family_farm", "家庭农场", "family farm"),
            ("household", "农户", "household"),
        ],
    ),
    (
        "channel",
        &[
            ("till", "收银", "till"),
            ("wholesale", "批发", "wholesale"),
            ("online", "网上", "online"),
            ("import", "导入", "import"),
        ],
    ),
    (
        "means",
        &[
            ("cash", "现金", "cash"),
            ("wechat", "微信", "WeChat"),
            ("alipay", "支付宝", "Alipay"),
            ("bank", "银行卡", "bank"),
            ("on_account", "挂账", "on account"),
            ("voucher", "消费券", "voucher"),
        ],
    ),
    (
        "by_key",
        &[
            ("slip", "纸券", "slip"),
            ("code", "付款码", "code"),
            ("collection", "代领", "collection"),
            ("sale", "原销货单", "the sale"),
        ],
    ),
    (
        "way",
        &[
            ("direct", "各工会直接付", "each union pays"),
            ("clearing", "统一结算", "through a clearing body"),
            ("application", "申报", "application"),
            ("survey", "摸底", "survey"),
        ],
    ),
    (
        "state",
        &[
            ("submitted", "已申报", "submitted"),
            ("returned", "已退回", "returned"),
            ("township_checked", "乡镇已核", "checked by the township"),
            ("department_checked", "部门已核", "checked by the department"),
            ("approved", "已同意，待公示", "approved, before its notice"),
            ("refused", "不予认定", "refused"),
            ("in_notice", "公示中", "in notice"),
            ("listed", "已入目录", "listed"),
            ("removed", "已移出", "removed"),
            ("blacklisted", "已列入黑名单", "blacklisted"),
            ("expired", "已到期", "expired"),
            ("none", "未授权", "none"),
            ("authorised", "已授权", "authorised"),
            ("suspended", "已暂停", "suspended"),
            ("revoked", "已取消", "revoked"),
            ("ended", "已终止", "ended"),
            ("previewed", "待入账", "previewed"),
            ("committed", "已入账", "taken in"),
            ("undone", "已撤销", "undone"),
            ("in_force", "现行", "in force"),
            ("coming", "待生效", "coming"),
            ("past", "已失效", "past"),
            ("replaced", "已替换", "replaced"),
            ("shipped", "随软件提供", "shipped"),
            ("open", "进行中", "open"),
            ("closed", "已结束", "closed"),
            ("blocked", "已冻结", "blocked"),
            ("rejected", "不予取消", "rejected"),
            ("drawn", "待确认", "drawn"),
            ("confirmed", "已确认", "confirmed"),
            ("paid", "已付款", "paid"),
            ("withdrawn", "已撤回", "withdrawn"),
        ],
    ),
    ("accounts.state", &[("open", "正常", "open")]),
    (
        "evidence.kind",
        &[
            ("licence", "证照", "licence"),
            ("identity", "身份证明", "identity"),
            ("wage", "工资凭证", "wages"),
            ("photo", "照片", "photo"),
            ("decision", "决定", "decision"),
            ("contract", "合同", "contract"),
            ("invoice", "发票", "invoice"),
            ("letter", "函件", "letter"),
            ("other", "其他", "other"),
        ],
    ),
    ("evidence.part", &[("act", "办理", "act"), ("help", "扶持", "help")]),
    ("verdict", &[("met", "达标", "met"), ("not_met", "未达标", "not met"), ("no_data", "无数据", "no data")]),
    (
        "document_verdict",
        &[
            ("valid", "相符", "fits"),
            ("check_failed", "校验位不符", "check fails"),
            ("unchecked", "未校验", "not checked"),
        ],
    ),
    (
        "document_kind",
        &[
            ("credit_code", "统一社会信用代码", "credit code"),
            ("registration_number", "注册号（15 位）", "registration number"),
            ("other", "其他", "other"),
            ("none", "没有", "none"),
        ],
    ),
    (
        "legal_class",
        &[
            ("edible_farm", "食用农产品", "edible farm produce"),
            ("prepacked", "预包装食品", "prepacked food"),
            ("bulk", "散装食品", "bulk food"),
            ("workshop", "小作坊食品", "food of small workshops"),
            ("medicinal", "中药材", "medicinal herbs"),
            ("non_food", "非食品", "no food"),
            ("service", "服务", "service"),
        ],
    ),
    (
        "act",
        &[
            ("granted", "授权", "granted"),
            ("suspended", "暂停", "suspended"),
            ("resumed", "恢复", "resumed"),
            ("revoked", "取消", "revoked"),
            ("ended", "终止", "ended"),
        ],
    ),
    (
        "ground",
        &[
            ("no_sales", "全年没有销售", "no sales"),
            ("low_sales", "销售额未超过限额", "low sales"),
            ("no_cooperation", "不支持配合消费扶贫工作", "no cooperation"),
            ("other", "其他", "other"),
        ],
    ),
    ("issues.reason", &[("other", "其他", "other")]),
    ("status", &[("invited", "已邀请", "invited"), ("active", "在用", "active"), ("left", "已离任", "left")]),
    (
        "capacity",
        &[("holder", "负责人", "holder"), ("handler", "经办人", "handler"), ("stand_in", "代班（B岗）", "stand-in")],
    ),
];

/// What a code is called in Chinese and English; none if the field holds no codes, or not this one.
pub fn code_word(list: &str, field: &str, code: &str) -> Option<(&'static str, &'static str)> {
    let of = |key: &str| {
        let (_, codes) = CODES.iter().find(|(name, _)| *name == key)?;
        codes.iter().find(|(word, ..)| *word == code).map(|(_, zh, en)| (*zh, *en))
    };
    of(&format!("{list}.{field}")).or_else(|| of(field))
}
