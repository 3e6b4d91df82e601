//! Codes that mean something of their own in one list: `open` is one thing for a proposal and another for a programme.

use super::Word;

const OUTLET_KINDS: &[Word] = &[
    ("shop", "授权店", "shop"),
    ("pavilion", "生活馆", "pavilion"),
    ("area", "专区", "area"),
    ("cabinet", "专柜", "cabinet"),
    ("village_point", "村级收购点", "village point"),
    ("online", "合作电商", "online partner"),
];
const PRODUCER_KINDS: &[Word] = &[
    ("enterprise", "企业", "enterprise"),
    ("cooperative", "农民专业合作社", "co-operative"),
    ("family_farm", "家庭农场", "family farm"),
    ("household", "农户", "household"),
];
const HOUSEHOLD_KINDS: &[Word] = &[
    ("registered_poor", "建档立卡户", "registered poor"),
    ("out_of_poverty", "脱贫户", "out of poverty"),
    ("monitored", "监测对象", "monitored"),
    ("at_risk", "易返贫致贫户", "at risk"),
    ("low_income", "农村低收入户", "low income"),
];
const SUBJECTS: &[Word] = &[("outlet", "授权单位", "outlet"), ("producer", "供货主体", "producer")];
const DIVISION_KINDS: &[Word] = &[
    ("city", "市", "city"),
    ("county", "县", "county"),
    ("district", "区", "district"),
    ("banner", "旗", "banner"),
    ("street", "街道", "street"),
    ("town", "镇", "town"),
    ("township", "乡", "township"),
    ("farm", "场", "farm"),
    ("zone", "区（管理区）", "zone"),
    ("community", "社区", "community"),
    ("village", "村", "village"),
    ("other", "其他", "other"),
];
const OPENING_MEASURES: &[Word] = &[
    ("sales", "累计销售额", "sales to date"),
    ("unsalable_sales", "帮销滞销产品累计销售额", "sales of unsalable produce to date"),
    ("households", "受益户数", "households helped"),
    ("people", "受益人数", "people helped"),
    ("shops", "授权店", "authorised shops"),
    ("pavilions", "生活馆", "pavilions"),
];
const PRECISIONS: &[Word] = &[
    ("exact", "正好", "exactly"),
    ("at_least", "余（多）", "or more"),
    ("at_most", "近", "nearly"),
    ("about", "约", "about"),
];

const BOUNDS: &[Word] = &[
    ("exact", "准数", "exactly"),
    ("at_least", "以上", "at least"),
    ("at_most", "以内", "at most"),
    ("about", "左右", "about"),
];
const WAYS: &[Word] = &[
    ("app", "手机", "phone app"),
    ("bundle", "离线文件", "carried file"),
    ("phone", "电话代报", "by call"),
    ("office", "办公室录入", "in an office"),
];
const CALLS: &[Word] = &[
    ("open", "未经本人确认", "not confirmed"),
    ("code", "报送码确认", "by code"),
    ("own", "本人确认", "in person"),
    ("denied", "本人说不对", "denied"),
];
const SELLERS: &[Word] = &[
    ("household", "帮扶对象", "assisted household"),
    ("producer", "供货主体", "producer"),
    ("other", "其他农户或单位", "others"),
];
/// What a side says of a contract.
const CONTRACT_SAYS: &[Word] = &[
    ("kept", "登记方", "kept it"),
    ("agreed", "认可", "as agreed"),
    ("disputed", "有异议", "not as agreed"),
    ("settled", "已协商解决", "settled"),
];

/// Lists by the last noun of their address, each with a field and its codes.
pub(super) const BY_LIST: &[(&str, &str, &[Word])] = &[
    (
        "pairings",
        "kind",
        &[("paired", "结对", "paired"), ("backing", "后盾单位", "backing"), ("cadre", "结对干部", "cadre")],
    ),
    ("contracts", "kind", &[("purchase", "购销合同", "purchase"), ("farming", "订单农业", "contract farming")]),
    (
        "contracts",
        "state",
        &[
            ("running", "履行中", "running"),
            ("fulfilled", "已完成", "fulfilled"),
            ("ended", "已终止", "ended"),
            ("void", "作废", "void"),
        ],
    ),
    (
        "contracts",
        "sides",
        &[
            ("agreed", "双方认可", "both agree"),
            ("waiting", "待对方答复", "waits for a side"),
            ("disputed", "有异议", "in dispute"),
        ],
    ),
    ("contracts", "buyer_says", CONTRACT_SAYS),
    ("contracts", "seller_says", CONTRACT_SAYS),
    ("offers", "source", &[("report", "货源上报", "report"), ("unsalable", "滞销上报", "unsalable report")]),
    (
        "offers",
        "state",
        &[
            ("proposed", "待发出", "proposed"),
            ("sent", "已发出", "sent"),
            ("agreed", "已谈定", "agreed"),
            ("refused", "未谈成", "refused"),
            ("withdrawn", "已撤回", "withdrawn"),
        ],
    ),
    (
        "alerts",
        "kind",
        &[
            ("unsalable.reported", "滞销上报", "unsalable report"),
            ("unsalable.overdue", "滞销超时", "overdue"),
            ("unsalable.acted", "滞销处理", "acted on"),
            ("supply.checked", "货源核实", "report checked"),
            ("call.denied", "电话代报被否认", "call denied"),
            ("offer.moved", "产销对接", "offer"),
            ("demand.named", "指名采购", "asked for by name"),
            ("contract.moved", "合同", "contract"),
        ],
    ),
    (
        "webhooks",
        "kind",
        &[
            ("wecom", "企业微信群机器人", "WeCom group robot"),
            ("dingtalk", "钉钉群机器人", "DingTalk group robot"),
            ("signed", "自建系统", "own system"),
        ],
    ),
    (
        "deliveries",
        "state",
        &[("waiting", "发送中", "on its way"), ("delivered", "已送达", "arrived"), ("given_up", "未送达", "given up")],
    ),
    (
        "collection-runs",
        "state",
        &[
            ("planned", "待出车", "planned"),
            ("under_way", "装货中", "under way"),
            ("done", "已跑完", "done"),
            ("cancelled", "已取消", "cancelled"),
        ],
    ),
    (
        "plots",
        "kind",
        &[("own", "自有", "own land"), ("rented", "租来的", "rented"), ("member", "社员种的", "a member’s")],
    ),
    ("rents", "how", &[("cash", "现金", "cash"), ("bank", "转账", "bank")]),
    (
        "deliveries",
        "booking",
        &[
            ("made", "已记进货", "purchase written"),
            ("tied", "已对上台账", "tied to a line"),
            ("waiting", "待入账", "to be booked"),
            ("outside", "不在本系统台账", "outside the books"),
            ("undone", "已冲回", "taken back"),
        ],
    ),
    (
        "pledges",
        "kind",
        &[
            ("unit", "单位", "unit"),
            ("outlet", "授权单位", "outlet"),
            ("partner", "社会组织", "organisation"),
            ("person", "个人", "person"),
        ],
    ),
    (
        "pledges",
        "state",
        &[
            ("pledged", "已认购", "pledged"),
            ("ordered", "已下单", "ordered"),
            ("delivered", "已交货", "delivered"),
            ("paid", "已付清", "paid"),
            ("withdrawn", "已撤回", "withdrawn"),
        ],
    ),
    (
        "unsalable-hints",
        "source",
        &[
            ("household", "帮扶户", "household"),
            ("outlet", "授权单位", "outlet"),
            ("visit", "走访", "visit"),
            ("complaint", "投诉来电", "complaint or call"),
            ("other", "其他", "other"),
        ],
    ),
    ("owed", "kind", SELLERS),
    ("grower-purchases", "kind", SELLERS),
    ("answers", "state", &[("on_time", "按时", "in time"), ("late", "迟报", "late"), ("missing", "没有报", "missing")]),
    ("growers", "source", &[("office", "工作专班", "county office"), ("survey", "摸底", "survey")]),
    (
        "supply-reports",
        "kind",
        &[("supply", "有货", "supply"), ("nothing", "本期没有", "nothing"), ("survey", "摸底", "survey")],
    ),
    ("supply-reports", "bound", BOUNDS),
    ("reports", "bound", BOUNDS),
    ("reports", "judged_by", &[("person", "人核实", "a person"), ("books", "台账", "the books")]),
    (
        "lines",
        "left_out",
        &[
            ("own", "填报人自己录入，不计", "entered by the officer; not counted"),
            ("again", "卖方自己有收购点，不重复计", "the seller runs an outlet; not counted again"),
        ],
    ),
    ("promotion", "came_of", &[("offer", "对接签约", "an offer"), ("campaign", "滞销助销", "a campaign")]),
    ("supply-reports", "via", WAYS),
    ("supply-reports", "call_state", CALLS),
    (
        "supply-reports",
        "verdict",
        &[
            ("confirmed", "属实", "confirmed"),
            ("wrong", "不实", "wrong"),
            ("follow_up", "待跟进", "follow up"),
            ("released", "解除隔离", "released"),
        ],
    ),
    ("advice", "via", WAYS),
    (
        "advice",
        "way",
        &[("call", "打电话", "by phone"), ("visit", "到现场", "on the spot"), ("message", "发消息", "by message")],
    ),
    ("helplines", "purpose", &[("guidance", "技术指导", "advice"), ("market", "产销对接", "selling")]),
    ("unsalable-reports", "bound", BOUNDS),
    ("unsalable-reports", "via", WAYS),
    ("unsalable-reports", "call_state", CALLS),
    (
        "unsalable-reports",
        "grade",
        &[
            ("already", "已经滞销", "unsalable already"),
            ("near_ripe", "即将成熟", "nearly ripe"),
            ("may_become", "可能滞销", "may become unsalable"),
        ],
    ),
    (
        "unsalable-reports",
        "state",
        &[
            ("open", "待认定", "to decide"),
            ("confirmed", "已认定", "declared"),
            ("refused", "不予认定", "refused"),
            ("withdrawn", "已撤回", "withdrawn"),
            ("closed", "已办结", "closed"),
        ],
    ),
    ("unsalable-reports", "turn", &[("township", "乡镇", "township"), ("county", "县级", "county")]),
    ("outlets", "kind", OUTLET_KINDS),
    (
        "outlets",
        "state",
        &[
            ("none", "未授权", "none yet"),
            ("authorised", "授权有效", "authorised"),
            ("suspended", "暂停", "suspended"),
            ("expired", "到期", "expired"),
            ("revoked", "已取消", "revoked"),
            ("ended", "已终止", "ended"),
        ],
    ),
    (
        "authorisations",
        "act",
        &[
            ("granted", "授予", "granted"),
            ("suspended", "暂停", "suspended"),
            ("resumed", "恢复", "resumed"),
            ("revoked", "取消", "revoked"),
            ("ended", "终止", "ended"),
        ],
    ),
    (
        "revocations",
        "ground",
        &[
            ("no_sales", "全年无销售", "no sales in the year"),
            ("low_sales", "年销售额达不到要求", "sales not above the limit"),
            ("no_cooperation", "拒不配合", "refusal to cooperate"),
            ("other", "其他", "other"),
        ],
    ),
    (
        "revocations",
        "state",
        &[("open", "待决定", "open"), ("revoked", "已取消", "revoked"), ("rejected", "不予取消", "not revoked")],
    ),
    (
        "help",
        "kind",
        &[
            ("rent", "租金", "rent"),
            ("fitting_out", "装修", "fitting-out"),
            ("fee", "费用减免", "fees"),
            ("subsidy", "补贴", "subsidy"),
            ("venue", "提供场地", "venue"),
        ],
    ),
    (
        "divisions",
        "level",
        &[("county", "县级", "county"), ("township", "乡级", "township"), ("village", "村级", "village")],
    ),
    ("divisions", "kind", DIVISION_KINDS),
    ("divisions", "qualities", &[("poor_village", "贫困村", "poor village")]),
    (
        "division-counts",
        "measure",
        &[
            ("township", "乡级单位", "township-level units"),
            ("village", "村级单位", "village-level units"),
            ("poor_village", "贫困村", "poor villages"),
        ],
    ),
    ("division-counts", "kinds", DIVISION_KINDS),
    ("holidays", "kind", &[("holiday", "放假", "off"), ("workday", "调休上班", "worked")]),
    (
        "holiday-years",
        "came_from",
        &[("county", "本县载入", "loaded by the county"), ("shipped", "随程序发布", "ships with the program")],
    ),
    ("producers", "kind", PRODUCER_KINDS),
    (
        "producers",
        "document_kind",
        &[
            ("credit_code", "统一社会信用代码", "credit code"),
            ("registration_number", "注册号", "registration number"),
            ("other", "其他", "other"),
            ("none", "没有", "none"),
        ],
    ),
    (
        "producers",
        "document_verdict",
        &[
            ("valid", "相符", "fits"),
            ("check_failed", "校验位不符", "check fails"),
            ("unchecked", "未校验", "not checked"),
        ],
    ),
    ("households", "kinds", HOUSEHOLD_KINDS),
    ("employments", "kinds_on_first_day", HOUSEHOLD_KINDS),
    (
        "employments",
        "evidence",
        &[
            ("payroll", "工资表", "payroll"),
            ("bank", "银行流水", "bank record"),
            ("contract", "合同", "contract"),
            ("receipt", "领条", "receipt"),
            ("statement", "本人说明", "statement"),
        ],
    ),
    (
        "products",
        "legal_class",
        &[
            ("edible_farm", "食用农产品", "edible farm produce"),
            ("prepacked", "预包装食品", "prepacked food"),
            ("bulk", "散装食品", "bulk food"),
            ("workshop", "小作坊食品", "workshop food"),
            ("medicinal", "中药材", "medicinal material"),
            ("non_food", "非食品", "not food"),
            ("service", "服务", "service"),
        ],
    ),
    (
        "demands",
        "directed_kind",
        &[("place", "乡镇或村", "place"), ("producer", "供货主体", "producer"), ("household", "帮扶户", "households")],
    ),
    ("products", "unit", &[("g", "按重量", "by weight"), ("piece", "按件", "by the piece")]),
    ("certifications", "way", &[("application", "企业申报", "application"), ("survey", "摸底调查", "survey")]),
    (
        "certifications",
        "state",
        &[
            ("submitted", "已申报", "submitted"),
            ("returned", "已退回", "returned"),
            ("township_checked", "乡镇已核", "checked by township"),
            ("department_checked", "部门已核", "checked by department"),
            ("approved", "已同意，待公示", "approved"),
            ("refused", "不予认定", "refused"),
            ("in_notice", "公示中", "in notice"),
            ("listed", "已入目录", "listed"),
            ("expired", "有效期已满", "expired"),
            ("suspended", "已暂停", "suspended"),
            ("removed", "已移出", "removed"),
            ("blacklisted", "黑名单", "blacklisted"),
        ],
    ),
    (
        "certifications",
        "verdict",
        &[("met", "符合", "met"), ("not_met", "不符合", "not met"), ("no_data", "无数据", "no data")],
    ),
    ("measures", "kind", SUBJECTS),
    ("measures", "outlet_kind", OUTLET_KINDS),
    ("measures", "producer_kind", PRODUCER_KINDS),
    ("findings", "kind", SUBJECTS),
    (
        "policies",
        "state",
        &[
            ("in_force", "现行", "in force"),
            ("coming", "将生效", "coming"),
            ("past", "已过", "past"),
            ("replaced", "已被替代", "replaced"),
            ("shipped", "随程序附带，未采用", "shipped, not in force"),
        ],
    ),
    ("opening-totals", "measure", OPENING_MEASURES),
    ("opening-totals", "precision", PRECISIONS),
    ("beside-counted", "measure", OPENING_MEASURES),
    ("beside-counted", "precision", PRECISIONS),
    ("accounts", "state", &[("open", "正常", "open")]),
    (
        "programmes",
        "state",
        &[("open", "发放中", "open"), ("closed", "已停发", "closed"), ("ended", "已到期", "ended")],
    ),
    (
        "collections",
        "state",
        &[
            ("live", "待代领", "to be collected"),
            ("used", "已代领", "collected"),
            ("withdrawn", "已收回", "taken back"),
            ("expired", "已过期", "expired"),
        ],
    ),
    (
        "evidence",
        "kind",
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
    ("evidence", "part", &[("act", "办理", "act"), ("help", "扶持", "help")]),
    ("issues", "reason", &[("other", "其他", "other")]),
];
