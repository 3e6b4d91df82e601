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
        /// Horizon out of bounds.
        Horizon => 422 "run.horizon" "撮合天数应为 1 到 90 天" "A plan looks 1 to 90 days ahead",
        /// Share out of bounds.
        Share => 422 "run.share" "保底比例应在 0 到 100% 之间" "The least share is between 0 and 100 %",
        /// No such run.
        NoSuchRun => 404 "run.unknown" "没有这次撮合" "There is no such run",
        /// Not a township of the county.
        Township => 422 "transport.township" "请填乡镇（街道、场）；运到市外的填 0" "Name townships; 0 is outside the county",
        /// Absurd cost.
        Cost => 422 "transport.cost" "运费应为每公斤 0 到 1000 元" "Transport costs ¥0 to ¥1,000 a kg",
        /// Too many rows.
        TooMany { most: usize } => 422 "market.too_many" "一次最多 {most} 行" "At most {most} rows at a time",
        /// No such offer.
        NoSuchOffer => 404 "offer.unknown" "没有这条对接" "There is no such offer",
        /// The act does not fit the state.
        OfferState { state: String } => 409 "offer.state" "这条对接的状态是{state}，不能这样处理" "The state of this offer is {state}; this cannot be done now",
        /// Not this side.
        NotYourSide => 403 "offer.not_your_side" "只有采购方、村（乡镇）或工作专班可以代表自己一方答复" "Only the buyer, the village or the county office answers, each for its side",
        /// A change says how much.
        ChangeKg { most: i64 } => 422 "offer.kg" "改后的数量应为 1 到 {most} 公斤" "The quantity becomes 1 to {most} kg",
        /// A price is agreed on acceptance.
        AgreedPrice => 422 "offer.price" "接受时请写明谈定的每公斤价格" "Say the agreed price a kg when accepting",
        /// The two sides say different prices.
        OtherPrice { fen: String } => 409 "offer.other_price" "对方谈定的是每公斤 {fen} 元，请核对" "The other side said ¥{fen} a kg; check it",
    }
}
