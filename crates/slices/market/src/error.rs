//! Why this slice says no.

base::refusals! {
    /// Why an act on the market is refused.
    pub enum No {
        /// No such crop.
        NoSuchCrop => 422 "demand.crop_unknown" "没有这个品种，或已停用" "There is no such crop, or it is not kept any more",
        /// Nobody buys, or two do.
        Buyer => 422 "demand.buyer" "采购方请选一个单位、一个授权单位，或写明合作方，三者只填其一" "The buyer is one unit, one outlet or a named partner: one of the three",
        /// No such buyer.
        NoSuchBuyer => 422 "demand.buyer_unknown" "没有这个采购方" "There is no such buyer",
        /// Partners are entered by the office.
        PartnerByOffice => 403 "demand.partner_by_office" "外来合作方的需求由工作专班登记" "Demands of partners are entered by the county office",
        /// No such division.
        NoSuchDivision => 422 "demand.division_unknown" "没有这个区划" "There is no such division",
        /// Directed to two kinds at once.
        Direction => 422 "demand.direction" "定向采购只选一种：一个乡镇或村、一个供货主体，或若干帮扶户" "A directed purchase names one kind of seller: a township or village, a producer, or households",
        /// No such producer to buy from.
        NoSuchProducer => 422 "demand.producer_unknown" "没有这个供货主体，或已列入黑名单，不能定向采购" "There is no such producer, or it is blacklisted and cannot be named",
        /// None of its products is listed.
        ProducerNotListed { name: String } => 422 "demand.producer_not_listed" "“{name}”今天没有产品在目录内；先办产品认定，或改为向它所在的村定向" "{name} has no listed product today; have one listed first, or direct the purchase to its village",
        /// Households are named by who sees their register, or by the unit of their cadres.
        HouseholdByOffice => 403 "demand.household_by_office" "定向到帮扶户的需求，由工作专班登记，或由本单位结对干部帮扶这些户的单位登记；其他的可以先向所在的村定向" "Purchases directed to households are entered by the county office, or by a unit whose own cadres stand by all of them; direct others to their village meanwhile",
        /// Households twice or too many.
        Households { most: usize } => 422 "demand.households" "帮扶户不重复，最多 {most} 户" "Each household once, {most} at most",
        /// No such household.
        NoSuchHousehold => 422 "demand.household_unknown" "没有这个帮扶户" "There is no such household",
        /// Nothing or too much.
        Quantity => 422 "demand.quantity" "数量应为 1 公斤到 10 万吨" "The quantity is from 1 kg to 100,000 t",
        /// A window turned round, past or far away.
        Window => 422 "demand.window" "起止日期应先后有序，截止不早于今天，且在一年之内" "The first day is no later than the last, which is today or later, within a year",
        /// Absurd price.
        Price => 422 "demand.price" "价格应大于 0，且不超过每公斤 10000 元" "The price is above 0 and at most ¥10,000 a kg",
        /// A standing order that overlaps itself or has no end.
        Standing => 422 "demand.standing" "长期订单：间隔应不短于一次的天数，并写明一年之内的终止日" "A standing order repeats no sooner than its own days, and ends within a year",
        /// Text missing or too long.
        TextLength { most: usize } => 422 "market.text_length" "必填，且不超过 {most} 字" "This has to be filled in, with {most} characters at most",
        /// Text too long.
        TooLong { most: usize } => 422 "market.text_too_long" "不超过 {most} 字" "{most} characters at most",
        /// No such demand.
        NoSuchDemand => 404 "demand.unknown" "没有这条采购需求" "There is no such demand",
        /// Ended already.
        DemandEnded => 409 "demand.ended" "这条需求已经结束" "This demand has ended",
        /// Not a village.
        PairingVillage => 422 "pairing.village" "结对应是本县的村或社区" "A unit is paired with a village or community of the county",
        /// A village and a household, or a cadre without a household.
        PairingSides => 422 "pairing.sides" "结对、后盾单位填村；结对干部填帮扶户和干部姓名，不填村" "A unit is paired with a village; a cadre, by name, with a household and no village",
        /// A day that cannot be.
        PairingDay => 422 "pairing.day" "开始日期应在 2010 年以后、不晚于一年之后；结束日期不早于开始日期" "It begins after 2009 and within a year from now, and ends no sooner than it begins",
        /// They stand together already.
        PairedAlready => 409 "pairing.standing" "这个单位与这个村（户）已经这样结对" "This unit and this village or household stand together so already",
        /// No such pairing.
        NoSuchPairing => 404 "pairing.unknown" "没有这条结对" "There is no such pairing",
        /// Ended already.
        PairingEnded => 409 "pairing.ended" "这条结对已经结束" "This pairing has ended",
        /// Horizon out of bounds.
        Horizon => 422 "run.horizon" "撮合天数应为 1 到 90 天" "A plan looks 1 to 90 days ahead",
        /// Share out of bounds.
        Share => 422 "run.share" "保底比例应在 0 到 100% 之间" "The least share is between 0 and 100 %",
        /// No such run.
        NoSuchRun => 404 "run.unknown" "没有这次撮合" "There is no such run",
        /// No line of the run.
        WhatIfLine => 422 "what_if.line" "请从这次撮合的货源或需求里选一项" "Choose one of the supplies or demands of this run",
        /// Days out of bounds.
        WhatIfDays => 422 "what_if.days" "延长的天数应为 1 到 90 天" "A window grows by 1 to 90 days",
        /// Not a township of the county.
        Township => 422 "transport.township" "请填乡镇（街道、场）或村；运到市外的填 0" "Name townships or villages; 0 is outside the county",
        /// One way in two rows.
        WayTwice { first: usize, row: usize } => 422 "transport.way_twice" "第 {row} 行和第 {first} 行是同一条路：请只留一行" "Row {row} is the same way as row {first}: keep one of them",
        /// Absurd cost.
        Cost => 422 "transport.cost" "运费应为每公斤 0 到 1000 元" "Transport costs ¥0 to ¥1,000 a kg",
        /// No table of ways in the file.
        WaysHeader => 422 "transport.header" "文件里没有找到运费表：表头要有“从”“到”，再加“运费（分/公斤）”或“公里”" "There is no table of ways in the file: its titles are from, to, and fen_per_kg or km",
        /// Not a file that is read.
        WaysUnreadable { why_zh: String, why_en: String } => 422 "transport.file" "读不出运费表：{why_zh}" "No table of ways could be read: {why_en}",
        /// A distance without its rate.
        WayRate => 422 "transport.rate" "文件写的是公里数，请填每吨每公里的运价：0.01 到 100 元" "The file gives kilometres: say what a tonne costs a kilometre, ¥0.01 to ¥100",
        /// Rows that cannot be taken.
        WayRows { count: usize } => 422 "transport.rows" "有 {count} 处不对，一行都没有写入：请改好再导入" "{count} things are wrong and nothing was taken: mend them and hand the file in again",
        /// Too many rows.
        TooMany { most: usize } => 422 "market.too_many" "一次最多 {most} 行" "At most {most} rows at a time",
        /// No such offer.
        NoSuchOffer => 404 "offer.unknown" "没有这条对接" "There is no such offer",
        /// The act does not fit the state.
        OfferState { state: String } => 409 "offer.state" "这条对接的状态是{state}，不能这样处理" "The state of this offer is {state}; this cannot be done now",
        /// Not this side.
        NotYourSide => 403 "offer.not_your_side" "只有采购方、村（乡镇）、货主本人或工作专班可以代表自己一方答复" "Only the buyer, the village, the producer of the goods or the county office answers, each for its side",
        /// A reason of the list where none is asked.
        WhyOfNothing => 422 "offer.why_unasked" "只有提出改动或不谈时才选原因" "A reason is chosen only when proposing something else or refusing",
        /// A change says how much.
        ChangeKg { most: i64 } => 422 "offer.kg" "改后的数量应为 1 到 {most} 公斤" "The quantity becomes 1 to {most} kg",
        /// It became another quantity meanwhile.
        OtherKg { kg: i64 } => 409 "offer.other_kg" "数量已改为 {kg} 公斤，请看过再接受" "The quantity is {kg} kg by now; look again before accepting",
        /// A price is agreed on acceptance.
        AgreedPrice => 422 "offer.price" "接受时请写明谈定的每公斤价格" "Say the agreed price a kg when accepting",
        /// No such seller.
        NoSuchSeller => 422 "contract.seller_unknown" "没有这个供货主体、帮扶户或村" "There is no such producer, household or village",
        /// Not a phone.
        Phone => 422 "contract.phone" "不是有效的手机或座机号码，没有手机请留空" "Not a phone number; leave it empty if there is none",
        /// Nobody saw it.
        Witness => 422 "contract.witness" "对方没有手机时，请写明见证人" "Name a witness where the seller has no phone",
        /// Days turned round or absurd.
        ContractDays => 422 "contract.days" "最晚交货日应不早于最早交货日和签订日，不超过签订后十年" "Deliveries end no sooner than they begin and no sooner than it was signed, within ten years of that",
        /// It begins long before it was signed.
        ContractBegins => 422 "contract.begins" "最早交货日应不早于签订日一年以前" "Deliveries begin no more than a year before it was signed",
        /// A day of signing to come, or long past.
        SignedDay => 422 "contract.signed_day" "签订日期应在今天以前的一年之内" "It was signed today or within the year before",
        /// Signed on another day than its fair.
        NotAtTheFair { from: String, to: String } => 422 "contract.not_at_fair" "这次活动是 {from} 至 {to}，签订日期不在其中" "The fair was from {from} to {to}; the contract was not signed on one of these days",
        /// Another buyer than its offer.
        NotItsBuyer { name: String } => 422 "contract.offer_buyer" "这个对接的采购方是“{name}”" "The buyer of this offer is {name}",
        /// Another seller than its offer.
        NotItsSeller { name: String } => 422 "contract.offer_seller" "供方不是这个对接的村或主体（{name}）" "The seller is not of this offer ({name})",
        /// Contracts take up what was agreed.
        OfferSpokenFor { kg: i64, left: i64 } => 409 "contract.offer_spoken_for" "这个对接谈定 {kg} 公斤，已签合同后还剩 {left} 公斤" "This offer was agreed for {kg} kg; {left} kg are left after the contracts that are signed",
        /// No grade or one twice.
        Grades => 422 "contract.grades" "请写 1 到 20 个等级的价格，等级不重复" "Give the prices of 1 to 20 grades, each once",
        /// No such contract.
        NoSuchContract => 404 "contract.unknown" "没有这份合同" "There is no such contract",
        /// It is over.
        ContractOver => 409 "contract.over" "合同已经结束" "The contract is over",
        /// Something came on it.
        Delivered => 409 "contract.delivered" "已有交货，不能作废，只能终止" "Something was delivered on it; it can be ended, not voided",
        /// No such grade.
        NoSuchGrade { grades: String } => 422 "delivery.grade" "合同里没有这个等级，可选：{grades}" "The contract knows these grades: {grades}",
        /// Weight out of bounds.
        DeliveryWeight => 422 "delivery.weight" "净重应大于 0，且不超过 1000 吨" "The net weight is above 0 and at most 1,000 t",
        /// A day out of bounds.
        DeliveryDay => 422 "delivery.day" "交货日期不早于签订、不晚于今天" "A delivery is no earlier than the contract and no later than today",
        /// No inspection.
        Inspection => 422 "delivery.inspection" "等级与约定不同，或市场价是手填的，请写明验收情况" "Say what was found where the grade is another than agreed or the market price is typed",
        /// A floor needs the market.
        NoMarketPrice => 422 "delivery.no_market_price" "近 7 天没有这一等级的价格采集，请填当日市场价" "There are no samples of this grade in the last 7 days; enter the market price of the day",
        /// Beyond all numbers.
        Amount => 422 "delivery.amount" "金额超出范围" "The amount is out of range",
        /// More than was promised.
        DeliveredOver { kg: i64, percent: i64, left: String } => 422 "delivery.over" "合同数量 {kg} 公斤，交货最多超出 {percent}%，还可交 {left} 公斤；再多请另签合同" "The contract is for {kg} kg and deliveries exceed it by {percent} % at most: {left} kg are left; sign another contract for more",
        /// A typed market price that nobody would believe.
        FarFromFloor { times: i64 } => 422 "delivery.market_far" "手填的市场价超过保底价 {times} 倍，请由工作专班登记" "A market price typed above {times} times the floor is entered by the county office",
        /// A household of elsewhere.
        SellerElsewhere => 403 "contract.seller_elsewhere" "帮扶对象作供方，由它所在的村、乡镇或工作专班签订，或凭谈定的对接签订" "A contract with an assisted household is signed by its village, its township or the county office, or from an agreed offer",
        /// An outlet of others.
        KeeperElsewhere => 403 "contract.keeper_elsewhere" "入账网点由网点自己、所在乡镇或工作专班指定" "The outlet that books is named by itself, its township or the county office",
        /// What was wanted is wanted no more.
        OfferPast => 409 "offer.past" "采购需求已结束，或供货日期已过，不能再谈" "The demand has ended or its days are over",
        /// No such delivery.
        NoSuchDelivery => 404 "delivery.unknown" "没有这次交货" "There is no such delivery",
        /// Taken back already.
        TakenBack => 409 "delivery.taken_back" "这次交货已经冲回，或本身就是冲回" "This delivery was taken back already, or is one that takes back",
        /// Whoever writes the book says how it comes into it.
        BookDue => 422 "delivery.book_due" "请写明怎么入账：按哪种商品记进货，或对上台账里已有的哪一行" "Say how it comes into the book: as a purchase of which product, or by which line that is there",
        /// Nobody keeps a book for it.
        NoBook => 409 "delivery.no_book" "采购方在本系统没有台账；请先在合同上写明由哪个网点入账" "The buyer keeps no book here; first name on the contract the outlet that books it",
        /// The buyer's own book.
        OwnBook => 409 "contract.own_book" "采购方就是网点，交货记在它自己的台账里" "The buyer is an outlet; deliveries come into its own book",
        /// No outlet to book it.
        NoSuchKeeper => 422 "contract.keeper_unknown" "没有这个网点，或已关闭" "There is no such outlet, or it is closed",
        /// Another outlet's book.
        NotYourBook { name: String } => 403 "delivery.not_your_book" "进货由“{name}”自己的岗位记；这里可以先收货，等它入账" "The purchase is written by a post of {name}; take the delivery, and it waits for them",
        /// It stands in somebody's book.
        InTheirBook { name: String, seq: i64 } => 403 "delivery.in_their_book" "这次交货已记入“{name}”台账第 {seq} 号单据，请由它的岗位冲回" "This delivery is entry {seq} of the book of {name}; a post of theirs takes it back",
        /// Booked already.
        BookedAlready => 409 "delivery.booked" "这次交货已经入账" "This delivery is in a book already",
        /// Not booked.
        NotBooked => 409 "delivery.not_booked" "这次交货没有入账" "This delivery is in no book",
        /// Another crop's product.
        NotOfTheCrop => 422 "delivery.other_product" "这个商品不是合同品种所做的产品；请先由工作专班在品种里勾选这个产品" "This product is not made of the contract’s crop; the county office names the products of a crop",
        /// Between others.
        LineOfOthers => 422 "delivery.line_of_others" "这一行的往来对象不是本合同的供方（销货则为采购方）" "The other side of this line is not the contract’s seller, or of a sale its buyer",
        /// Ordinary supply and reported produce are counted apart.
        OtherReport => 409 "delivery.other_report" "滞销上报对不上：合同的货源和这批货挂的不是同一条滞销上报，会重复计算" "The contract’s supply and these goods are not of the same report of unsalable produce; they would count twice",
        /// Too little.
        LineTooSmall => 409 "delivery.line_too_small" "这一行没有对上别的交货的数量，少于这次的净重" "Less of this line is free than this delivery weighs",
        /// The same goods, perhaps.
        MaybeThere { seq: i64 } => 409 "delivery.maybe_there" "台账第 {seq} 号单据和这次交货同日、同供方、同重量，可能就是同一批货：请对上那一行；确是另一批，请勾选“另一批”" "Entry {seq} is of the same day, seller and weight and may be the same goods: tie the delivery to it, or say that it is another one",
        /// Not a township.
        RunTownship => 422 "collection_run.township" "请选择本县的乡镇（街道、场）" "Choose a township of the county",
        /// A window turned round or too long.
        RunWindow => 422 "collection_run.window" "起止应先后有序，不超过 31 天，车的日子在其中" "The days are in order, within 31 days, and vehicles go on one of them",
        /// A day far away.
        RunDay => 422 "collection_run.day" "日期应在今天前后一年之内" "The day is within a year of today",
        /// A vehicle that takes nothing.
        RunLimit => 422 "collection_run.limit" "限载应为 1 到 100000 公斤" "A vehicle takes 1 to 100,000 kg",
        /// Calls that are none.
        RunStops => 422 "collection_run.stops" "最多停几个村应为 1 到 100；不限就留空" "It calls at 1 to 100 villages; leave it empty for as many as there are",
        /// Absurd cost.
        RunCost => 422 "collection_run.cost" "运费应为 0 到 10 万元" "A run costs ¥0 to ¥100,000",
        /// Nothing to load.
        RunLoads { most: usize } => 422 "collection_run.loads" "一趟车装 1 到 {most} 笔货" "A run has 1 to {most} loads",
        /// The same goods twice.
        LoadTwice => 422 "collection_run.load_twice" "同一份合同或对接在这趟车上写了两次" "The same contract or offer is named twice",
        /// Nothing waits there.
        NothingWaits => 409 "collection_run.nothing_waits" "这一笔没有待运的货：不在这个乡镇、不到日子、已经运完或已排在别的车上" "Nothing of it waits to be fetched: it is elsewhere, not due, gone, or on another run",
        /// More than waits.
        LoadMost { most: String } => 422 "collection_run.load_most" "数量应大于 0，且不超过待运的 {most} 公斤" "It is above 0 and at most the {most} kg that wait",
        /// Too heavy.
        RunTooHeavy { over: String } => 409 "collection_run.too_heavy" "超过限载 {over} 公斤；请减少一些，或排到另一趟" "It is {over} kg over the limit; take less, or put some on another run",
        /// Too many villages.
        RunTooFar { villages: usize } => 409 "collection_run.too_far" "这些货在 {villages} 个村，超过最多停靠的村数" "These goods are in {villages} villages, more than it calls at",
        /// No such run.
        NoSuchCollection => 404 "collection_run.unknown" "没有这趟集货" "There is no such collection run",
        /// Over.
        RunOver => 409 "collection_run.over" "这趟集货已经结束" "This run is over",
        /// Something was loaded.
        RunLoaded => 409 "collection_run.loaded" "已经装过货，不能再改或取消；装错的改实装数量，跑完点“跑完”" "Something was loaded: it can be neither changed nor cancelled; put what was loaded right, and end it when it is back",
        /// Nothing was loaded.
        RunNotLoaded => 409 "collection_run.not_loaded" "还没有登记装了什么；没有跑的请取消" "Nobody said what was loaded; cancel it if it did not go",
        /// No such stop.
        NoSuchStop => 422 "collection_run.stop_unknown" "这趟车没有这一笔货" "This run has no such load",
        /// More than there is room for.
        LoadRoom { room: String } => 422 "collection_run.load_room" "实装应为 0 到 {room} 公斤：车的限载减去别处已装的" "What was loaded is 0 to {room} kg: the limit less what was loaded elsewhere",
        /// Loaded before it went, or ahead.
        LoadedAt { day: String } => 422 "collection_run.loaded_at" "装车时间应在 {day} 当天或之后、不晚于现在，且在 31 天之内" "It was loaded on {day} or after, no later than now, and within 31 days",
        /// Not whoever sends it.
        NotYourRun => 403 "collection_run.not_yours" "集货单由乡镇、村和工作专班打印" "Run sheets are printed by the township, its villages and the county office",
        /// A sample of a day ahead or long ago.
        SampleDay => 422 "sample.day" "采集日期应在最近三个月之内" "A sample is of the last three months",
        /// No such sample.
        NoSuchSample => 422 "sample.unknown" "没有这条价格采集" "There is no such sample",
        /// Days of a fair.
        FairDays => 422 "fair.days" "活动起止应先后有序，不超过三个月" "A fair’s days are in order and within three months",
        /// Guests.
        Guests => 422 "fair.guests" "来宾人数应为 0 到 100 万" "Guests are 0 to 1,000,000",
        /// No such fair.
        NoSuchFair => 404 "fair.unknown" "没有这次活动" "There is no such fair",
        /// A session outside its fair.
        SessionDay => 422 "live.not_at_fair" "直播应在活动期间开播" "A session begins within the days of its fair",
        /// No such session.
        NoSuchSession => 422 "live.session_unknown" "这次活动没有这场直播" "There is no such session at this fair",
        /// Days of a campaign.
        CampaignDays => 422 "campaign.days" "助销行动的起止应先后有序、不超过一年，截止不早于今天" "A campaign’s days are in order, within a year, and end today or later",
        /// No reports named.
        NoReports => 422 "campaign.no_reports" "请选择已认定的滞销上报" "Choose declared reports",
        /// No such report.
        NoSuchUnsalable => 422 "campaign.report_unknown" "没有这条滞销上报" "There is no such report of unsalable produce",
        /// Not declared.
        NotDeclared => 422 "campaign.not_declared" "只有已认定、未办结的滞销上报可以纳入助销" "Only what was declared unsalable and is not done with can be taken in",
        /// In a campaign already.
        InACampaign => 409 "campaign.report_taken" "这条滞销上报已在一次助销行动里" "This report is in a campaign already",
        /// No such campaign.
        NoSuchCampaign => 404 "campaign.unknown" "没有这次助销行动" "There is no such campaign",
        /// It is over.
        CampaignOver => 409 "campaign.over" "这次助销行动已经结束" "This campaign is over",
        /// Nobody promises, or two do.
        Pledger => 422 "pledge.pledger" "认购方请选一个单位、一个授权单位，或写明一个组织、一个人，只填其一" "A pledge is of one unit, one outlet, one organisation or one person",
        /// Somebody else's pledge.
        PledgeForOthers => 403 "pledge.for_others" "社会组织和个人的认购由工作专班、乡镇或村登记" "Pledges of organisations and people are entered by the county office, the township or the village",
        /// A person without a phone.
        PledgePhone => 422 "pledge.phone" "请填认购人的手机或座机号码，以便联系" "Give the phone number of whoever pledges, to ring them",
        /// No such pledge.
        NoSuchPledge => 404 "pledge.unknown" "没有这笔认购" "There is no such pledge",
        /// A day out of bounds.
        PledgeDay => 422 "pledge.day" "日期不早于认购、不晚于今天" "The day is no earlier than the pledge and no later than today",
        /// Withdrawn.
        PledgeWithdrawn => 409 "pledge.withdrawn" "这笔认购已经撤回" "This pledge was taken back",
        /// Ordered already.
        PledgeOrdered => 409 "pledge.ordered" "已经下单；要改请先撤销下单" "It is ordered already; undo the order to change it",
        /// Not ordered yet.
        PledgeNotOrdered => 409 "pledge.not_ordered" "还没有下单" "It is not ordered yet",
        /// Too much or nothing.
        PledgeMost { most: i64 } => 422 "pledge.most" "数量应为 1 到 {most} 公斤" "The quantity is 1 to {most} kg",
        /// Too much money or none.
        PledgeMostFen { most: String } => 422 "pledge.most_fen" "金额应大于 0，且不超过未付的 {most} 元" "The amount is above 0 and at most the ¥{most} that is not paid yet",
        /// A book knows it.
        PledgeByBook => 409 "pledge.by_book" "授权单位的进货和付款以它的台账为准，不在这里登记" "What an outlet took in and paid stands in its book and is not entered here",
        /// A reason is due.
        PledgeReason => 422 "pledge.reason" "请写明原因" "Say why",
        /// Nothing to undo.
        NothingToUndo => 422 "pledge.nothing_to_undo" "没有可撤销的这一步" "There is no such step to undo",
        /// Others rest on it.
        PledgeRests => 409 "pledge.rests" "已有交货或付款，请先撤销它们" "Deliveries or payments rest on it; undo them first",
        /// Nobody to ring.
        NoContact => 409 "pledge.no_contact" "这笔认购不是个人的，没有联系人" "This pledge is not a person’s; there is nobody to ring",
        /// Neither side of the contract.
        NoSideOfIt => 403 "contract.no_side" "合同由买卖双方各自答复：卖方由村、乡镇或生产者本人答复，买方由单位或网点答复" "Each side answers for itself: the village, township or producer for who sells, the unit or outlet for who buys",
        /// Agreed to one delivery.
        AgreedAsAWhole => 422 "contract.agreed_as_a_whole" "认可是对整份合同说的，不分哪一次交货；某一次有异议，就对那一次提出" "A contract is agreed to as a whole, not by one delivery; what is otherwise is said of that delivery",
        /// One person for both.
        BothSides => 403 "contract.both_sides" "买卖双方不能由同一个人答复：请另一方换一个人认可" "One person does not speak for both sides: somebody else of the other side agrees",
        /// The side said so already.
        SaidAlready => 409 "contract.said_already" "本方已经这样答复过，或这份合同就是本方登记的；请等对方答复" "Your side has said so already, or kept this contract itself; it is the other side’s turn",
        /// Nothing to settle.
        NothingToSettle => 409 "contract.not_disputed" "这份合同没有未了的异议" "Nothing of this contract is in dispute",
        /// Settled by the office.
        SettledByOffice => 403 "contract.settled_by_office" "异议由县工作专班记为已协商解决；提出异议的一方也可以改为认可" "The county office says how a dispute was settled; the side that raised it may also agree",
        /// The two sides say different prices.
        OtherPrice { fen: String } => 409 "offer.other_price" "对方谈定的是每公斤 {fen} 元，请核对" "The other side said ¥{fen} a kg; check it",
    }
}
