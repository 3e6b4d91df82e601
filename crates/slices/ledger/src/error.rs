//! Every way in which a book says no, in the order in which it is checked.
//!
//! What a basket, a stock or a reversal refuses by itself stands in `books`.

base::refusals! {
    /// Why an entry is not written.
    pub enum No {
        /// Unknown outlet.
        Outlet => 404 "book.no_outlet" "没有这个网点" "there is no such outlet",
        /// Outlet not open on that day.
        OutletClosed { day: String } => 409 "outlet.closed" "该网点在 {day} 未开业或已关闭" "the outlet is not open on {day}",
        /// No such entry in this book.
        Entry { seq: i64 } => 404 "entry.unknown" "本台账没有第 {seq} 号单据" "this book has no entry {seq}",
        /// No such line.
        Line { seq: i64, line: i64 } => 404 "line.unknown" "第 {seq} 号单据没有第 {line} 行" "entry {seq} has no line {line}",
        /// A text is too long.
        TooLong { most: usize } => 422 "text.too_long" "文字过长，最多 {most} 个字" "the text is too long, {most} characters at most",
        /// Too many lines.
        TooManyLines { most: usize } => 422 "entry.too_many_lines" "明细过多，一张单据最多 {most} 行；请分成几张" "too many lines, {most} in one entry at most; make several entries",
        /// No lines.
        NoLines => 422 "entry.empty" "单据没有明细" "the entry has no lines",
        /// The business day lies ahead.
        DayAhead { today: String } => 422 "day.ahead" "日期晚于今天（{today}）" "the day is after today ({today})",
        /// The business day is too long ago.
        DayTooOld { first: String } => 422 "day.too_old" "日期早于 {first}；更早的往来请用导入或期初" "the day is before {first}; enter older business by import or as opening stock",
        /// A clerk, or a voucher, on another day than today.
        TodayOnly { today: String } => 422 "entry.today_only" "收银台和用券只能记今天（{today}）；补记以前的单据由店长办理，且不能用券" "The till and vouchers are for today ({today}) only; the manager enters earlier days, without vouchers",
        /// Unknown product.
        Product { product: i64 } => 422 "product.unknown" "没有编号为 {product} 的商品" "there is no product {product}",
        /// Quantity is not above zero.
        Quantity => 422 "quantity.not_positive" "数量必须大于零" "the quantity must be above zero",
        /// Weight and pieces do not convert.
        NoConversion { name: String } => 422 "quantity.no_conversion" "“{name}”的数量单位与目录不同，且没有可以整除的每件净重" "the quantity of {name} is not in the catalogue's unit and does not convert by the net weight of a piece",
        /// A price or amount is missing.
        Price { name: String } => 422 "price.missing" "“{name}”没有单价，也没有金额" "{name} has neither price nor amount",
        /// An amount is negative.
        Amount => 422 "amount.negative" "金额不能为负" "no amount is below zero",
        /// Too large.
        Overflow => 422 "amount.overflow" "数量或金额过大" "a quantity or amount is too large",
        /// Goods that cost nothing are given, not sold.
        GivenAway => 422 "sale.no_amount" "金额为零的不是销售，不计入销售额；赠送、捐赠请记捐赠单" "what costs nothing is no sale and counts as none; enter a donation",
        /// Not listed, at an outlet that may sell listed products only.
        NotListed { name: String } => 409 "product.not_listed" "“{name}”当日不在目录内，授权网点不得销售；确需销售请向县办申请例外" "{name} is not listed on that day and authorised outlets sell listed products only; ask the county office for an exception",
        /// Wholesale without a buyer.
        Buyer => 422 "buyer.missing" "批发必须写明购货者名称、地址和联系方式（食品安全法第五十三条）" "a wholesale names its buyer with address and contact (Food Safety Law, art. 53)",
        /// Live without a session, or with one that there is not.
        LiveSession => 422 "live.session" "直播销售请选择是哪一场" "a sale in a live stream names its session",
        /// A session at the till.
        LiveChannel => 422 "live.channel" "只有渠道为直播的销售才写场次" "only a sale of the live channel names a session",
        /// Sold before the session, or long after.
        LiveDay { from: String, to: String } => 422 "live.day" "这场直播的销售日期在 {from} 至 {to} 之间" "a sale of this session is of a day from {from} to {to}",
        /// Platform, account or promoter missing.
        LiveName { most: usize } => 422 "live.name" "必填，且不超过 {most} 字" "this has to be filled in, with {most} characters at most",
        /// A session that does not end, or is too long.
        LiveHours { most: i64 } => 422 "live.hours" "结束应晚于开始，一场不超过 {most} 小时" "a session ends after it begins, within {most} hours",
        /// Commission out of bounds.
        LiveCommission => 422 "live.commission" "佣金比例应在 0 到 100% 之间" "the commission is between 0 and 100 %",
        /// Moved behind what was sold in it.
        LiveSold { day: String } => 409 "live.sold" "{day} 已有这场直播的销售，开播不能晚于那天" "something was sold in this session on {day}; it cannot begin after that day",
        /// Sales rest on it.
        LiveStands => 409 "live.stands" "这场直播已有销售，不能取消；记错的请先冲销那些销售" "something was sold in this session; reverse those sales before it is called off",
        /// It does not take place.
        LiveCalledOff => 409 "live.called_off" "这场直播已经取消" "this session was called off",
        /// Purchase without a supplier.
        Supplier => 422 "supplier.missing" "进货必须写明供货者名称、地址和联系方式（食品安全法第五十三条、第六十五条）" "a purchase names its supplier with address and contact (Food Safety Law, arts. 53 and 65)",
        /// Unknown supplier or buyer.
        Counterparty => 422 "counterparty.unknown" "没有这个往来对象" "there is no such supplier or buyer",
        /// The other side is an outlet.
        OutletParty { name: String } => 409 "counterparty.outlet" "“{name}”是本县网点：网点之间的货请记调拨，不记销货、进货，否则同一批货会重复计入销售额" "{name} is an outlet of the county: goods between outlets are transferred, neither sold nor bought, or the same goods would count twice",
        /// The supplier is blacklisted.
        Blacklisted { name: String } => 409 "supplier.blacklisted" "供货主体“{name}”已列入黑名单，不能进货" "{name} is blacklisted and nothing is bought of it",
        /// Shelf life and production date or batch are missing.
        FoodFields { name: String } => 422 "lot.fields_missing" "“{name}”必须填写保质期，以及生产日期或批号（食品安全法第五十三条）" "{name} needs its shelf life, and its production date or batch number (Food Safety Law, art. 53)",
        /// The commitment certificate is missing.
        Certificate { name: String } => 422 "lot.certificate_missing" "“{name}”须查验承诺达标合格证并填写编号，没有的不得收购（2026 年 2 月 1 日起）" "{name} comes with a commitment certificate; without its number it is not taken in (from 1 February 2026)",
        /// The lot had expired when taken in.
        AlreadyExpired { name: String, on: String } => 422 "lot.already_expired" "“{name}”已于 {on} 到期" "{name} expired on {on}",
        /// Not enough stock at an outlet that keeps stock.
        NotEnough { name: String, left_zh: String, left_en: String } => 409 "stock.not_enough" "“{name}”库存不足，该日可用 {left_zh}；请改小数量，或请店长补记进货、盘点；还没录期初库存的，店长可在“库存”页先关掉核对库存" "not enough {name}, {left_en} can be used on that day; take less, or have the manager enter the purchase or a count; until opening stock is taken the manager can switch the check off on the stock page",
        /// A sale has no voucher number where a voucher pays.
        VoucherKey => 422 "voucher.key_missing" "用券付款须扫券码或填券号" "a payment by voucher needs the voucher's code",
        /// A voucher pays at an outlet with a till of its own, and its receipt is not named.
        TillReceipt => 422 "receipt.till_missing" "本店自有收银系统：用券须填本店收银机打出的小票号，交台账时才不会重复计算" "this outlet has a till of its own: a sale by voucher needs the number of that till's receipt, so that the shop's file does not count it again",
        /// A layout of the label scale that no code can have.
        ScaleLayout => 422 "scale.layout" "电子秤条码应以 20 到 29 开头（各不相同），共 13 位或 18 位；编号和数值各 1 到 6 位" "codes of a label scale start with 20 to 29, each once, and have 13 or 18 digits; number and value have 1 to 6 digits each",
        /// The receipt number is taken.
        ReceiptTaken { receipt: String, seq: i64 } => 409 "receipt.taken" "小票号 {receipt} 当天已在第 {seq} 号单据使用" "receipt {receipt} of that day is already that of entry {seq}",
        /// No number of a receipt.
        Receipt => 422 "receipt.unreadable" "看不懂这个小票号；请扫小票上的码，或输单号，如 7-000123" "this is no receipt's number; scan the code on the receipt or type its number, such as 7-000123",
        /// A receipt of another shop, or one that this book did not print.
        ReceiptForeign => 409 "receipt.foreign" "这张小票不是本店开的，请到开票的门店退货" "this receipt was not made by this shop; goods come back where they were sold",
        /// Goods are returned that were not sold by that entry.
        NotASale { seq: i64 } => 409 "return.not_a_sale" "第 {seq} 号不是销货单，或已被红冲" "entry {seq} is no sale, or was reversed",
        /// An entry with returns is not reversed.
        HasReturns { seq: i64 } => 409 "reversal.has_returns" "第 {seq} 号单据已有退货，请先红冲退货单" "goods of entry {seq} were brought back; reverse the return first",
        /// A return that put money back on a voucher from which it can no longer be taken.
        VoucherBack { seq: i64, zh: String, en: String } => 409 "reversal.voucher_back" "第 {seq} 号退货单退回券里的钱已收不回（{zh}），不能红冲；货若仍归顾客，请按新的销货单另行收款" "what return {seq} gave back to the voucher cannot be taken off it again ({en}); if the buyer keeps the goods, record a new sale and its payment",
        /// What a reversal would take out of stock is gone.
        Gone { seq: i64 } => 409 "reversal.stock_gone" "第 {seq} 号单据的货已售出或调出，不能红冲；请先红冲后面的单据，或开退货、报损单" "the goods of entry {seq} have gone out; reverse the later entries first, or enter a return or loss",
        /// It stands for a delivery on a contract.
        Claimed { seq: i64, contract: i64, delivery: i64 } => 409 "reversal.claimed" "第 {seq} 号单据是合同 {contract} 号第 {delivery} 次交货的账，请在合同里冲回那次交货，或先撤销它的入账" "entry {seq} stands for delivery {delivery} on contract {contract}; take that delivery back on the contract, or undo its booking first",
        /// More is to be spoken for than is free.
        ClaimedTooMuch { seq: i64, line: i64, free: String } => 409 "line.claimed_too_much" "第 {seq} 号单据第 {line} 行只剩 {free} 没有对上别的交货" "only {free} of line {line} of entry {seq} stand for no other delivery",
        /// A transfer's other half is reversed with it, from the giving side.
        OtherHalf => 409 "reversal.other_half" "调拨单须由调出方红冲，两边一起撤销" "a transfer is reversed by the giving outlet, both halves together",
        /// From and to are the same.
        SameOutlet => 422 "transfer.same_outlet" "不能调拨给自己" "a transfer goes to another outlet",
        /// The opening was taken already.
        OpeningTaken => 409 "opening.taken" "已有进销存记录，期初只能在第一笔业务之前录入；差额请用盘点" "the book has entries already; opening stock comes before the first of them, enter differences as a count",
        /// Goods that are not the outlet's own.
        Consigned { name: String } => 409 "consignment.not_own" "“{name}”是代销货，还归货主，不能分装或调拨；请先向货主买下（红冲代销入库，改记进货），或卖出后代销结算" "{name} is held for its owner and is neither repacked nor handed on; buy it first (reverse the consignment intake and enter a purchase), or sell it and settle",
        /// Repacking needs inputs and outputs.
        Repack => 422 "repack.incomplete" "分装要有投入和产出" "repacking needs inputs and outputs",
        /// More comes out of repacking than went in.
        RepackWeight { went_in: String, came_out: String } => 422 "repack.too_much" "产出 {came_out} 多于投入 {went_in}" "more came out ({came_out}) than went in ({went_in})",
        /// What is not listed, or not local, does not become so by repacking.
        RepackSource { name: String, product: String } => 409 "repack.source" "分装的来源“{name}”没有入目录（或不是本地产，或是多种货混装的），分装后不能按目录产品（或本地产品）“{product}”记；请换产品或先认定" "{name} is not listed (or not local, or packed of several products), so what is repacked from it is not recorded as {product}, which is; choose another product or have the source certified first",
        /// More is settled than was sold.
        SettledTooMuch { open: String } => 409 "consignment.too_much" "超过已售未结数量，尚可结算 {open}" "more than was sold and not settled, {open} is open",
        /// A closing's day is wrong.
        ClosingDay { last: String } => 409 "closing.day" "该日已日结（已结至 {last}），或晚于今天" "that day is closed (closed up to {last}) or lies ahead",
        /// A difference is not explained.
        Unexplained { means: String } => 422 "closing.unexplained" "{means}实点与账面不符，请填写原因" "{means} counted differs from the book; say why",
        /// A shift is open already.
        ShiftOpen => 409 "shift.open" "本人已有未交的班" "you have an open shift already",
        /// No open shift.
        NoShift => 409 "shift.none" "没有未交的班" "there is no open shift",
        /// Nobody would know why books were closed.
        PeriodReason { most: usize } => 422 "period.reason" "请写明结账事由，不超过 {most} 字" "State why the books are closed, in {most} characters at most",
        /// A period cannot be closed so.
        Period { last: String } => 409 "period.invalid" "结账日必须早于今天并晚于已结的 {last}" "a period ends before today and after {last}, up to which it is closed",
        /// The file cannot be read.
        File { zh: String, en: String } => 422 "import.file" "文件读不了：{zh}" "the file cannot be read: {en}",
        /// The import is not there.
        Import => 404 "import.unknown" "没有这次导入" "there is no such import",
        /// The import is in another state.
        ImportState => 409 "import.state" "这次导入已提交或已撤销" "this import was already committed or undone",
        /// The total does not fit and was not confirmed.
        ImportTotal { difference: String } => 409 "import.total_mismatch" "表内合计与明细不符，相差 {difference}；核对无误后请勾选确认再提交" "a total of the file differs from its rows by {difference}; confirm it if the rows are right",
        /// Receipts say something else than what was recorded here, and that was not confirmed.
        ImportReceipts { count: usize } => 409 "import.receipts_differ" "有 {count} 张小票和在这里用券时记的不一致；核对后请勾选确认，这些行不记入，以这里已记的为准" "{count} receipts do not say what was recorded here by voucher; confirm once they were checked: what was recorded stands and their rows stay out",
        /// Rows stand for others of the book and nobody said what becomes of them.
        ImportChanged { count: usize } => 409 "import.changed" "有 {count} 行与以前导入的同日同品行一一对应但内容不同；请选择：换掉原来的、也是新的（都记）、或不记" "{count} rows stand for others that were imported before and read differently; choose: replace the old ones, also new (both count), or leave out",
        /// Rows may be others of the book or further business, and nobody said which.
        ImportDoubtful { count: usize } => 409 "import.doubtful" "有 {count} 行分不清是改正以前导入的，还是当日另外的业务；请看过后选择：也是新的（都记）、换掉原来的、或不记" "{count} rows may be others put right, or further business of that day; look and choose: also new (both count), replace the old ones, or leave out",
        /// An entry that would be reversed holds lines that this file does not have.
        ImportReplace { seq: i64 } => 409 "import.replace_more" "第 {seq} 号单据里还有本文件没有的行，不能整张换掉；请选“也是新的”或“不记”，需要时在台账里红冲" "entry {seq} holds other lines that this file does not have and is not replaced; choose also new or leave out, and reverse it in the book if it is wrong",
        /// No such report of unsalable produce.
        NoSuchUnsalable => 422 "lot.unsalable_unknown" "没有这个编号的滞销上报" "There is no report of unsalable produce of this number",
        /// It was refused or withdrawn.
        UnsalableOver { id: i64 } => 409 "lot.unsalable_over" "滞销上报 {id} 未获认定、已撤回、已办结，或早已过了变质日期" "Report {id} was refused, withdrawn or closed, or its goods spoilt long ago",
        /// Another crop.
        UnsalableCrop { name: String, id: i64 } => 422 "lot.unsalable_crop" "“{name}”不是滞销上报 {id} 的品种所做的产品；请先由工作专班在品种里勾选这个产品" "{name} is not made of the crop of report {id}; the county office names the products of a crop",
        /// From elsewhere.
        UnsalableElsewhere { id: i64 } => 422 "lot.unsalable_elsewhere" "供货方不在滞销上报 {id} 所在的乡镇" "The supplier is not of the township of report {id}",
        /// More than was reported.
        UnsalableTooMuch { id: i64, left: String } => 409 "lot.unsalable_too_much" "超过滞销上报 {id} 的数量，还可挂 {left} 公斤" "More than report {id} speaks of; {left} kg are left",
        /// Not with this kind of entry.
        UnsalableHere => 422 "lot.unsalable_here" "只有进货和代销入库可以挂滞销上报" "Only purchases and consignments are tied to a report of unsalable produce",
        /// More would have been sold than came in, and that was not confirmed.
        ImportStock { names: String } => 409 "import.below_nothing" "以下产品卖出的多于进货，记入后库存会低于零：{names}；请先补进货，或核对属实后勾选确认" "more of these would have been sold than came in, and their stock would fall below nothing: {names}; enter the purchases first, or confirm after checking",
        /// No reason is given.
        Reason => 422 "entry.reason_missing" "请写明原因" "say why",
        /// Nothing is new.
        ImportNothing => 409 "import.nothing_new" "没有可以入账的新行" "there is no new row to take in",
        /// Products without a match.
        ImportProducts { count: usize } => 409 "import.products_unmatched" "还有 {count} 个品名没有对应到商品；请对应，或选择跳过这些行" "{count} product names are not matched; match them, or choose to skip their rows",
    }
}
