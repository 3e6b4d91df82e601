//! Every way in which a collection point says no, in the order in which it is checked.
//!
//! What a purchase, a repacking or a transfer refuses by itself stands in the ledger's own list.

base::refusals! {
    /// Why a collection point's act is not taken in.
    pub enum No {
        /// The outlet is of another kind.
        NotAPoint => 409 "point.not_a_point" "这个网点不是村级收购点" "this outlet is no village collection point",
        /// Too many things at once.
        TooMany { most: usize } => 422 "point.too_many" "一次最多 {most} 条；请分几次" "{most} at once at most; do it in several goes",
        /// An item cannot be read.
        Item { why: String } => 422 "point.item_invalid" "这条内容读不了：{why}" "this item cannot be read: {why}",
        /// An id is no UUID.
        ClientId => 422 "point.id_invalid" "编号须是设备生成的 UUID" "the id must be a UUID that the device made",
        /// The id names something else already.
        IdReused => 409 "point.id_reused" "这个编号已用于另一条内容" "this id already names something else",
        /// A weight is out of range.
        Weight { most_kg: i64 } => 422 "point.weight_invalid" "毛重应大于零且不超过 {most_kg} 公斤，皮重、扣重不能为负" "gross weight is above zero and {most_kg} kg at most; tare and deduction are not below zero",
        /// A percentage is out of range.
        Share => 422 "point.share_invalid" "扣杂比例应在 0% 到 100% 之间" "the deduction is from 0 % to 100 %",
        /// Nothing is left.
        NothingLeft => 422 "point.nothing_left" "毛重减去皮重和扣重后没有剩余，请核对" "nothing is left of gross weight after tare and deduction; check the weights",
        /// No price is said.
        NoPrice => 422 "point.price_invalid" "请填单价，大于零且不超过每公斤一万元" "enter a price above zero, ¥10,000 a kg at most",
        /// A seller whom this book does not know.
        Elsewhere => 422 "point.household_elsewhere" "这户不在本乡镇的帮扶名册里：请写明姓名、地址、电话，按名登记" "this household is not of this township: enter it by name, address and telephone number",
        /// Not one of this point's sellers.
        Seller => 422 "point.seller_unknown" "本收购点没有收过这位的货，请从名单里选，或写明姓名、地址、电话" "this point has not bought of that person; choose from the list, or give name, address and telephone number",
        /// A lot that is not here.
        Lot => 422 "point.lot_unknown" "本收购点没有这批货，或它所在的收购单没有收下" "this point does not hold that lot, or its intake was not taken",
        /// Lots of several products.
        MixProducts => 422 "point.mix_products" "拼批只能拼同一种商品" "lots that are mixed are of one product",
        /// One lot alone is no mix.
        MixOne => 422 "point.mix_one" "拼批至少要两批" "a mix takes two lots or more",
        /// The collector's own certificate has no number.
        MixCertificate => 422 "point.mix_certificate" "拼批后由收购点重新开具承诺达标合格证，请填编号" "a mixed lot has the collector's own commitment certificate; enter its number",
        /// Nothing arrives.
        NothingArrives => 422 "point.nothing_arrives" "交货数量应大于零，路上损耗不能为负" "what arrives is above zero, and the loss on the way not below",
        /// A slip that is not here.
        NoSlip => 422 "point.slip_unknown" "本收购点没有这张收购单，或它没有收下" "this point has no such slip, or it was not taken in",
        /// The slip was undone.
        SlipUndone => 409 "point.slip_undone" "这张收购单已经红冲" "this slip was reversed already",
        /// A slip of long ago.
        SlipOld { days: i64 } => 409 "point.slip_old" "手机上只能红冲 {days} 天内的收购单；更早的请在电脑的台账里办" "a phone reverses slips of the last {days} days; reverse older ones in the book in the office app",
        /// The slip was paid.
        SlipPaid => 409 "point.slip_paid" "这张收购单的货款已付，手机上不能红冲；请在电脑的台账里红冲，多付的钱会记为应收回" "this slip was paid and is not reversed from a phone; reverse it in the book in the office app, what was paid is then owed back",
        /// The slip stands on a payment list.
        SlipDrawn { list: i64 } => 409 "point.slip_drawn" "这张收购单在第 {list} 号发放表上，请先从表上撤下" "this slip stands on payment list {list}; take it off the list first",
        /// An invoice names the slip.
        SlipInvoiced => 409 "point.slip_invoiced" "这张收购单已开收购发票，请先在电脑上处理发票" "a purchase invoice was issued for this slip; deal with the invoice in the office app first",
        /// The slip stands for a delivery.
        SlipDelivered => 409 "point.slip_delivered" "这张收购单已记为一份合同的交货，请在合同里撤回这次交货" "this slip stands for a delivery on a contract; take the delivery back there",
        /// Its goods went on.
        SlipMoved => 409 "point.slip_moved" "这批货已经拼批、交出或卖出，不能红冲；请先撤销后面的那一步" "these goods were mixed, handed on or sold; undo what followed first",
        /// Nobody is named.
        Nobody => 422 "payment.nobody" "请选择付款对象" "choose whom to pay",
        /// Somebody is named twice.
        Twice { name: String } => 422 "payment.twice" "“{name}”选了两次" "{name} is named twice",
        /// Nothing is owed.
        NothingOwed { name: String } => 409 "payment.nothing_owed" "“{name}”没有未付的收购款：可能已付，或已在另一张发放表上" "nothing is owed to {name}: it was paid, or stands on another list",
        /// A purchase that cannot be paid.
        NotOpen { seq: i64 } => 409 "payment.not_open" "第 {seq} 号单据没有这位的未付货款：已付、已在另一张发放表上，或不是赊购" "entry {seq} leaves nothing to pay to this person: it was paid, stands on another list, or is no purchase on account",
        /// Another amount than expected.
        Amount { name: String, owed: String } => 409 "payment.amount_changed" "“{name}”的金额已变为 {owed} 元，请刷新后重新选择" "what is owed to {name} is ¥{owed} now; fetch it anew and choose again",
        /// Unknown list.
        NoSuchList => 404 "payment.unknown" "没有这张发放表" "there is no such payment list",
        /// Somebody who is not on the list.
        NotOnList => 422 "payment.not_on_list" "这个人不在这张发放表上" "this person is not on the list",
        /// The row has ended.
        Ended { name: String } => 409 "payment.ended" "“{name}”这一行已付或已撤下" "the row of {name} was paid or taken off already",
        /// A purchase of the row was undone since.
        Undone { name: String, seq: i64 } => 409 "payment.undone" "“{name}”的第 {seq} 号单据在制表后已红冲，请把这一行撤下后重新制表" "entry {seq} of {name} was reversed after the list was drawn; take the row off and draw it anew",
        /// Payment on a day that is not possible.
        Day { from: String, to: String } => 422 "payment.day_invalid" "付款日应在 {from} 到 {to} 之间" "the day of payment is from {from} to {to}",
        /// No reason is given.
        Reason { most: usize } => 422 "payment.reason_missing" "请写明事由，不超过 {most} 字" "say why, in {most} characters at most",
        /// No account.
        Account => 422 "payee.account_invalid" "账号应为 8 到 30 位数字" "an account number has 8 to 30 digits",
        /// No holder.
        Holder => 422 "payee.holder_missing" "请填户名，不超过 60 字" "enter the holder's name, 60 characters at most",
        /// Not an invoice's number.
        InvoiceNumber => 422 "invoice.number_invalid" "发票号码应为 8 到 30 位数字或字母" "an invoice number has 8 to 30 digits or letters",
        /// An invoice of a day that is not possible.
        InvoiceDay { from: String, to: String } => 422 "invoice.day_invalid" "开票日期应在 {from} 到 {to} 之间" "the day of an invoice is from {from} to {to}",
        /// No purchase of a grower.
        NotAGrower { seq: i64 } => 422 "invoice.not_a_grower" "第 {seq} 号单据不是向种植户的收购，或已红冲，不开收购发票" "entry {seq} is no purchase from a grower, or was reversed: no purchase invoice is issued for it",
        /// The entry has its invoice.
        InvoiceThere { seq: i64, number: String } => 409 "invoice.there_already" "第 {seq} 号单据已开发票 {number}" "entry {seq} has its invoice already, {number}",
    }
}
