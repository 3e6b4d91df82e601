//! Why this slice says no.

base::refusals! {
    /// Why an act on supply is refused.
    pub enum No {
        /// No such crop.
        NoSuchCrop => 404 "crop.unknown" "没有这个品种" "There is no such crop",
        /// The name is taken.
        CropNameTaken => 409 "crop.name_taken" "已有同名品种" "There is a crop of this name already",
        /// A season bound is no day of every year.
        Season => 422 "crop.season_invalid" "上市期写成月-日，例如 07-20，且每年都有这一天" "A season begins and ends on a day that every year has, as 07-20",
        /// A number of the crop is out of bounds.
        CropNumber { least: i64, most: i64 } => 422 "crop.number_invalid" "应为 {least} 到 {most} 之间的整数" "This is a whole number from {least} to {most}",
        /// A lock before the timely days.
        Lock => 422 "crop.lock_early" "锁定应不早于按时期限" "The lock comes no earlier than the timely days",
        /// The crop is not kept any more.
        CropEnded => 422 "crop.ended" "这个品种已停用" "This crop is not kept any more",
        /// No such product.
        NoSuchProduct => 422 "crop.product_unknown" "没有这个产品" "There is no such product",
        /// Not a village.
        NotAVillage => 422 "supply.not_a_village" "请选择一个村（社区）" "Choose a village",
        /// A text is missing or too long.
        TextLength { most: usize } => 422 "supply.text_length" "必填，且不超过 {most} 字" "This has to be filled in, with {most} characters at most",
        /// A text is too long.
        TooLong { most: usize } => 422 "supply.text_too_long" "不超过 {most} 字" "{most} characters at most",
        /// The client id is none.
        ClientId => 422 "supply.id_invalid" "编号应为设备生成的 UUID" "The id is a UUID that the device makes",
        /// The item is not what the form says.
        Item { why: String } => 422 "supply.item_invalid" "这一条读不出来：{why}" "This item cannot be read: {why}",
        /// The same id with other contents.
        IdReused => 409 "supply.id_reused" "这个编号已经用于另一条内容，请重新填写后再发" "This id was used for something else; fill it in anew",
        /// The quantity cannot be read.
        Said { why: String } => 422 "supply.quantity_invalid" "数量写法不明：{why}；例如 1200斤、6万余公斤、约100箱" "The quantity is not clear; write a number with its unit, such as 1200 kg, and about or more than where it is rough",
        /// Pieces without a pack.
        Pack => 422 "supply.pack_missing" "按箱、袋报的，请写每箱多少斤" "Say what a box or bag weighs",
        /// Nothing or too much.
        Quantity => 422 "supply.quantity_range" "数量应大于 0，且不超过 10 万吨" "The quantity is above 0 and at most 100,000 t",
        /// A window turned round or too far away.
        Window => 422 "supply.window_invalid" "起止日期应先后有序，且在前后一年之内" "The first day is no later than the last, both within a year of today",
        /// Absurd price.
        Price => 422 "supply.price_invalid" "价格应大于 0，且不超过每公斤 10000 元" "The price is above 0 and at most ¥10,000 a kg",
        /// Absurd area.
        Area => 422 "supply.area_invalid" "面积应大于 0，且不超过 10 万亩" "The area is above 0 and at most 100,000 mu",
        /// Survey season.
        Ripeness => 422 "unsalable.days_invalid" "成熟日期应不晚于变质日期，且都在前后一年之内" "The day of ripeness is no later than the day of spoiling, both within a year of today",
        /// Who grew it is unknown.
        NoSuchGrower => 422 "unsalable.grower_unknown" "没有这个供货主体或帮扶户，或不在本村" "There is no such producer or household in this village",
        /// Supply of a producer and of a household at once.
        TwoSellers => 422 "supply.two_sellers" "供货主体和帮扶户只填一个；两家都有货的，分开报" "Name a producer or a household, not both; where both have some, report each by itself",
        /// A call names nobody.
        Informant => 422 "supply.informant_missing" "电话代报请写明与谁通话" "Say with whom you spoke",
        /// A caller without a call.
        NoCall => 422 "call.none" "只有电话代报才写来电的岗位和码" "A caller and a code belong to a call only",
        /// A code, and nobody whose card it is.
        CodeOfNobody => 422 "call.code_of_nobody" "填了码，请选是谁打来的" "Say whose code this is",
        /// A clerk rings oneself.
        CallsOneself => 409 "call.oneself" "不能替自己录电话代报，请在自己的手机上报" "Nobody enters a call of their own; report it on your own phone",
        /// A village of somebody else.
        NotTheCallers => 422 "call.other_village" "来电的人不替这个村报货" "Whoever called does not report for this village",
        /// Two villages in one call.
        CallOfTwo => 422 "call.two_villages" "一通电话只录一个村，另一个村请另录" "A call is of one village; enter the other one by itself",
        /// Nobody called so.
        NoSuchCall => 404 "call.unknown" "没有这条电话代报" "There is no such call",
        /// Answered already.
        CallAnswered => 409 "call.answered" "这条电话代报已由本人确认，或已说过不对" "This call was confirmed or denied already",
        /// Somebody else's call.
        NotTheCaller => 403 "call.not_the_caller" "只有打来电话的本人能确认；不是信息员打来的，由本村信息员确认" "Only whoever called confirms it, or the village’s officer where somebody else did",
        /// Too many items at once.
        TooMany { most: usize } => 422 "supply.too_many" "一次最多 {most} 条" "At most {most} items at a time",
        /// Items of a bundle without the file.
        BundleUnsigned => 422 "bundle.unsigned" "带来的待发文件要整份上传，好核对签名" "A carried file is handed in whole, so that its signature can be checked",
        /// A guide's phone hands in what a village has.
        NotAReporter => 403 "supply.not_a_reporter" "货源、摸底和滞销由村信息员上报，技术指导员只记指导" "What a village has is reported by its officer; a technical guide notes advice only",
        /// Not the village's post.
        OutsideVillage => 403 "supply.outside_scope" "这个村不在本岗位的范围内" "This village is outside the scope of your post",
        /// Nothing chosen.
        NoReports => 422 "supply.no_reports" "没有选上报：请至少选一条" "No report is chosen: choose at least one",
        /// No such report.
        NoSuchReport => 404 "supply.unknown" "没有这条上报" "There is no such report",
        /// One does not check oneself.
        OwnReport => 409 "supply.own_report" "自己上报的不能由自己核实" "Nobody checks what they reported themselves",
        /// From a phone that one handed out.
        OwnPhone => 409 "supply.own_phone" "这条来自你绑定的手机，不能由你核实：请乡镇另一位监督员或县工作专班核实" "This came from a phone that you handed out, so you do not decide on it: another supervisor of the township or the county office does",
        /// Somebody else's report.
        NotOwnReport => 409 "supply.not_own_report" "只能撤回自己上报的" "One takes back only what one reported oneself",
        /// Nothing to release.
        NothingToRelease { id: i64 } => 409 "supply.nothing_to_release" "上报 {id} 没有被隔离" "Report {id} is not in quarantine",
        /// Period that is none.
        Period => 422 "supply.period_unknown" "这一天不是该品种上报期的第一天，或这一期还没有开始" "This is not the first day of a period of this crop, or that period has not begun",
        /// No such round of surveys.
        NoSuchRound => 404 "round.unknown" "没有这一轮摸底" "There is no such round of surveys",
        /// The name of a round is taken.
        RoundNameTaken => 409 "round.name_taken" "已有同名的一轮摸底" "There is a round of this name already",
        /// Another round begins that day.
        RoundDayTaken => 409 "round.day_taken" "这一天已有一轮摸底开始，两轮请错开" "Another round begins on this day; choose another day",
        /// A round that would begin in the past, or is moved after it began.
        RoundBegins => 422 "round.begins" "摸底从今天或以后开始；已经开始的，不能改开始的日子" "A round begins today or later, and stays where it began",
        /// A round whose days are the wrong way round or too far apart.
        RoundDays { most: i32 } => 422 "round.days" "截止日期应不早于开始，相隔不超过 {most} 天，且一年之内开始" "It is due on or after its first day, within {most} days, and begins within a year",
        /// A round of no crop, or of one that is not kept.
        RoundCrop => 422 "round.crop" "请选在用的品种；还没有品种的，先登记品种" "Choose crops that are in use; set one up first if there is none",
        /// A crop that was answered for leaves no round.
        RoundAnswered { crop: i64 } => 409 "round.answered" "品种 {crop} 这一轮已经有村报过，不能去掉；不再问了请结束这一轮" "Villages have answered for crop {crop} in this round, so it stays; end the round to ask no more",
        /// A survey of a round that does not ask for it.
        NotInRound => 422 "round.not_asked" "这一轮摸底不问这个品种，或还没有开始" "This round does not ask for this crop, or had not begun",
        /// An exception runs out before it begins.
        ExceptionDay => 422 "exception.day_invalid" "补报期限应在今天起 60 天之内" "The exception runs out within 60 days from today",
        /// The act does not fit the state.
        NotOpen { state: String } => 409 "unsalable.not_open" "该滞销上报的状态是{state}，不能这样处理" "The state of this report is {state}; this cannot be done now",
        /// A hint of a day ahead or long ago.
        HintDay => 422 "hint.day" "日期应在最近三个月之内" "The day is within the last three months",
        /// A source that is not named, or named twice.
        HintSource => 422 "hint.source" "来源是帮扶户或授权单位的，请选具体的户或单位；其他来源两者都不填" "Name the household or the outlet where one of them says so, and neither otherwise",
        /// No such hint.
        NoSuchHint => 404 "hint.unknown" "没有这条滞销线索" "There is no such hint",
        /// Struck out already.
        HintEnded => 409 "hint.ended" "这条线索已经作废" "This hint is struck out already",
        /// No such line.
        NoSuchHelpline => 404 "helpline.unknown" "没有这条咨询电话" "There is no such line",
        /// Not a township.
        NotATownship => 422 "helpline.township" "请选乡镇（街道、场）；全县的不选" "Choose a township, or none for the whole county",
        /// Not a phone.
        HelplinePhone => 422 "helpline.phone" "请填手机或带区号的座机号码，例如 0739-2651234" "Give a mobile number, or a landline with its area code",
        /// A crop that is none, or twice.
        HelplineCrop => 422 "helpline.crop" "没有这个品种，或选了两次" "There is no such crop, or it is named twice",
        /// A day of follow-up in the past or far away.
        FollowDay => 422 "advice.follow_day" "回访日期应不早于当天，且在一年之内" "The day of follow-up is no earlier than the advice, and within a year",
        /// Asked for after it was given, or absurdly long before.
        AskedDay => 422 "advice.asked_day" "来问的日期应不晚于指导当天，且在一年之内" "It was asked for no later than the advice, and within a year before it",
        /// Follows nothing that is here.
        FollowsNothing => 422 "advice.follows_unknown" "没有要回访的那条指导记录，或不是同一个村的" "There is no such note to follow in this village",
        /// Since when a base is kept.
        BaseSince => 422 "base.since" "起用日期不晚于今天" "It is kept since today or before",
        /// It closed before it began, or ahead.
        BaseClosed => 422 "base.closed_on" "停用日期不早于起用、不晚于今天" "It closed on or after its first day, and no later than today",
        /// Nobody operates it.
        NoSuchOperator => 422 "base.operator_unknown" "没有这个供货主体或帮扶户" "There is no such producer or household",
        /// No such base.
        NoSuchBase => 404 "base.unknown" "没有这个基地" "There is no such base",
        /// It is kept no longer.
        BaseOver => 409 "base.over" "这个基地已经停用" "This base is kept no longer",
        /// Absurd area of a plot.
        PlotArea => 422 "plot.area" "面积应大于 0，且不超过 1 万亩" "The area is above 0 and at most 10,000 mu",
        /// Absurd number of trees.
        PlotTrees => 422 "plot.trees" "株数应为 0 到 100 万" "Trees are 0 to 1,000,000",
        /// Rent of land that is not rented, or absurd.
        PlotRent => 422 "plot.rent" "只有租来的地块有年租金，不超过 1000 万元" "Only rented land has a rent, of at most ¥10,000,000 a year",
        /// Rent below what was paid.
        RentBelowPaid { paid: String } => 409 "plot.rent_below_paid" "今年已付 {paid} 元，年租金不能比它少；付错的请先冲回" "¥{paid} were paid for this year; the rent is not below that, take wrong payments back first",
        /// Own land with a holder, or other land without.
        PlotHolder => 422 "plot.holder" "租来的地块和社员的地块要写明是谁的；自己的地不用写" "Rented land and members’ plots have a holder; one’s own land has none",
        /// No such household.
        NoSuchHolder => 422 "plot.household_unknown" "没有这个帮扶户" "There is no such household",
        /// Not a phone.
        HolderPhone => 422 "plot.phone" "不是有效的手机或座机号码，没有电话请留空" "Not a phone number; leave it empty if there is none",
        /// Days turned round or before the base.
        PlotDays => 422 "plot.days" "起止应先后有序，不早于基地起用" "The days are in order and not before the base’s first",
        /// No such plot.
        NoSuchPlot => 404 "plot.unknown" "没有这个地块" "There is no such plot",
        /// A year out of bounds.
        RentYear { first: i32, last: i32 } => 422 "rent.year" "年度应在 {first} 到 {last} 之间" "The year is from {first} to {last}",
        /// A day out of bounds.
        RentDay { first: String } => 422 "rent.day" "付款日应在 {first} 到今天之间" "It was paid from {first} to today",
        /// Nothing, or more than is due.
        RentMost { year: i32, due: String } => 422 "rent.most" "金额应大于 0，且不超过 {year} 年未付的 {due} 元" "It is above 0 and at most the ¥{due} due for {year}",
        /// No such payment.
        NoSuchRent => 404 "rent.unknown" "没有这笔付款" "There is no such payment",
        /// Taken back already.
        RentTakenBack => 409 "rent.taken_back" "这笔付款已经冲回，或本身就是冲回" "This payment was taken back already, or is one that takes back",
        /// Evidence is due.
        NoEvidence => 409 "unsalable.no_evidence" "认定前请附现场照片，或写明核实经过（不少于 10 字）" "Attach a photo, or say in 10 characters or more how it was checked",
    }
}
