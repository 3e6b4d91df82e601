//! Every way in which vouchers say no, in the order in which it is checked.

base::refusals! {
    /// Why a voucher is not taken, or a refund not given back. The outlet is asked first.
    pub enum NotTaken {
        /// There is no such outlet.
        NoSuchOutlet => 404 "voucher.outlet_unknown" "没有这个门店" "There is no such outlet",
        /// The outlet holds no authorisation that day.
        NotAuthorised { state: String } => 409 "voucher.outlet_not_authorised"
            "该门店当天的授权状态是“{state}”，不能用券；提货券只能在授权单位使用" "On that day the outlet is “{state}”; vouchers are taken at authorised outlets only",
        /// Its authorisation is paused.
        Suspended => 409 "voucher.outlet_suspended" "该门店的授权已暂停，暂停期间不能用券" "The outlet's authorisation is suspended; no vouchers meanwhile",
        /// Not a voucher at all.
        KeyMalformed => 422 "voucher.key_malformed" "这不是提货券：请扫描二维码，或输入券号和8位校验数字" "This is no voucher: scan its QR code, or type its number and eight check digits",
        /// Number and secret do not fit.
        KeyWrong => 404 "voucher.key_wrong" "券号或校验数字不对" "The voucher's number or check digits are wrong",
        /// A slip that was replaced.
        KeyDead => 409 "voucher.key_dead" "这张券已挂失或已换发，不能使用" "This slip was reported lost or replaced; it is dead",
        /// A rotating code that is over.
        CodeOver => 409 "voucher.code_over" "付款码已过期或已用过，请出示新的付款码" "This code is over or was used already; show a new one",
        /// A collection code that was used or taken back.
        CollectionUsed => 409 "voucher.collection_used" "代领码已使用或已撤回" "This collection code was used or withdrawn",
        /// A collection code of another day.
        CollectionDay { from: String, to: String } => 409 "voucher.collection_day" "代领码只在 {from} 至 {to} 有效" "This collection code holds from {from} to {to} only",
        /// Another account than the one quoted.
        OtherAccount => 409 "voucher.other_account" "出示的券与先前查询的不是同一账户" "This is not the account that was asked about before",
        /// Blocked account.
        Blocked => 409 "voucher.blocked" "该账户已冻结，请联系发券工会" "This account is blocked; ask the union that issued it",
        /// Too early.
        NotYet { from: String } => 409 "voucher.not_yet" "该券自 {from} 起可用" "This voucher can be used from {from}",
        /// Too late.
        Expired { on: String } => 409 "voucher.expired" "该券已于 {on} 到期" "This voucher ended on {on}",
        /// Nothing, or less than nothing.
        AmountInvalid => 422 "voucher.amount_invalid" "用券金额必须大于零" "The amount has to be above zero",
        /// More than a collector may take.
        OverCollection { most: String } => 409 "voucher.over_collection" "代领一次最多 {most} 元" "Another person may collect ¥{most} at most with this code",
        /// More than is left.
        OverBalance { left: String } => 409 "voucher.over_balance" "余额不足，还剩 {left} 元" "Only ¥{left} is left",
        /// Twice in a moment.
        Throttled { seconds: i64 } => 429 "voucher.throttled" "同一账户两次用券至少间隔 {seconds} 秒，请稍候" "Two redemptions of one account are {seconds} seconds apart at least; wait a moment",
        /// That sale took no voucher.
        NoSuchSpend => 404 "voucher.no_such_spend" "这笔销售没有用券" "No voucher was used for that sale",
        /// More back than was paid.
        OverRefund { most: String } => 409 "voucher.over_refund" "退回券的金额最多 {most} 元" "At most ¥{most} can go back to the voucher",
        /// No policy.
        NoPolicy { day: String } => 409 "voucher.no_policy" "{day} 没有生效的政策" "No policy is in force on {day}",
    }
}

base::refusals! {
    /// Why an act on units, programmes, workers, statements is refused.
    pub enum No {
        /// No such unit.
        NoSuchUnit => 404 "unit.unknown" "没有这个单位" "There is no such unit",
        /// A text is missing or too long.
        TextLength { most: usize } => 422 "voucher.text_length" "必填，且不超过 {most} 字" "This has to be filled in, with {most} characters at most",
        /// The name is taken.
        UnitNameTaken => 409 "unit.name_taken" "已有同名单位" "There is a unit of this name already",
        /// The division is unknown.
        NoSuchDivision => 422 "unit.division_unknown" "没有这个区划" "There is no such division",
        /// A unit's place stays.
        DivisionStays => 409 "unit.division_stays" "单位的所在区划登记后不再改：账户和岗位都在它下面；单位迁走请登记新单位，并给原单位填停用日期" "A unit keeps its division: accounts and posts stand below it. If it moved, register the new unit and give the old one its last day",
        /// A credit code that has not even the form of one.
        CreditCode => 422 "unit.credit_code_malformed" "统一社会信用代码应为18位，不含 I、O、S、V、Z" "A credit code has 18 characters without I, O, S, V, Z",
        /// No such programme.
        NoSuchProgramme => 404 "programme.unknown" "没有这个发放计划" "There is no such programme",
        /// One programme a year.
        ProgrammeExists => 409 "programme.exists" "该单位这一年已有发放计划" "This unit has a programme for that year already",
        /// A past year's ceiling, or one yet to come, is no second ceiling for today.
        IssueYear { year: i64 } => 409 "issue.year" "{year}年的计划只能在当年发放，下一年的从12月起可以发放" "A programme of {year} is issued in that year; that of the next year from December",
        /// Closed.
        ProgrammeClosed => 409 "programme.closed" "该发放计划已停发" "The programme is closed",
        /// Past its last day: what was issued would lapse at once.
        ProgrammeEnded { on: String } => 409 "programme.ended" "该发放计划的有效期到 {on} 为止，不能再发放" "The programme ended on {on}; nothing more can be issued",
        /// Period out of range.
        Period => 422 "programme.period" "有效期应从当年内开始，最迟到次年12月31日" "The period begins within the year and ends by 31 December of the next at the latest",
        /// No policy.
        NoPolicyOfYear { year: i64 } => 409 "programme.no_policy" "{year} 年没有生效的政策" "No policy is in force in {year}",
        /// The list has problems.
        RollProblems { count: usize } => 422 "worker.list_problems" "名单里有 {count} 行有问题，请改正后再提交" "{count} rows of the list have problems; mend them and send it again",
        /// Nobody to tell apart from.
        NoNamesake => 422 "worker.no_namesake" "那名职工与此人不同名，或两人都留了手机，无须区分" "They do not share a name, or both have phones: there is nothing to tell apart",
        /// No such worker.
        NoSuchWorker => 404 "worker.unknown" "名单上没有这个职工" "There is no such worker on the list",
        /// Not a phone.
        Phone => 422 "worker.phone_invalid" "不是有效的手机或座机号码，没有手机请留空" "Not a phone number; leave it empty if there is none",
        /// A correction that makes two people one.
        WorkerTwice => 409 "worker.twice" "更正后与另一名职工是同一人，且已在名单上或合计超过年度上限" "The correction makes them the same as another worker, who is on the list or with whom the year's sum is passed",
        /// Nothing to do.
        RollEmpty => 422 "worker.list_empty" "名单是空的" "The list is empty",
        /// File unreadable.
        RollFile { why: String } => 422 "worker.list_unreadable" "名单文件读不出来：{why}" "The list cannot be read: {why}",
        /// Reason unknown.
        ReasonUnknown { allowed: String } => 422 "issue.reason_unknown" "发放事由应为：{allowed}；其他事由请写 other 并说明" "The reason is one of: {allowed}; for another write `other` and say which",
        /// Amount not positive.
        IssueAmount => 422 "issue.amount_invalid" "每人金额必须大于零，且不超过年度上限" "The amount for each is above zero and not above the yearly ceiling",
        /// Nobody to issue to.
        NobodyOnList { day: String } => 409 "issue.nobody" "{day} 名单上没有可发放的职工" "On {day} nobody is on the list that could be issued anything",
        /// Some would pass the ceiling.
        OverCeiling { count: usize, ceiling: String } => 409 "issue.over_ceiling"
            "有 {count} 人本年度（含其他工会）将超过 {ceiling} 元；确认后只发到上限" "{count} people would pass ¥{ceiling} for the year, over all unions; confirm to issue up to the ceiling only",
        /// Another union was quicker.
        CeilingRace => 409 "issue.ceiling_race" "其他工会刚刚给同一人发放，请重新预览" "Another union has just issued to one of them; preview again",
        /// No such account.
        NoSuchAccount => 404 "account.unknown" "没有这个账户" "There is no such account",
        /// Not a worker's post.
        NoOwnAccount => 404 "account.none_own" "当前岗位没有提货券账户" "The current post has no voucher account",
        /// Collection above the ceiling.
        CollectionAmount { most: String } => 422 "collection.amount_invalid" "代领金额应大于零，且不超过 {most} 元" "A collection is above zero and ¥{most} at most",
        /// No such collection.
        NoSuchCollection => 404 "collection.unknown" "没有这个代领码，或已使用" "There is no such collection code, or it was used",
        /// Nothing to print.
        NothingToPrint => 409 "slip.nothing" "没有需要打印的券" "There is nothing to print",
        /// No such issue.
        NoSuchIssue => 404 "issue.unknown" "没有这次发放" "There is no such issue",
        /// No redemptions to state.
        NothingToState { day: String } => 409 "statement.nothing" "截至 {day} 没有未结算的用券" "Up to {day} there are no redemptions without a statement",
        /// In the future.
        InFuture => 422 "statement.in_future" "日期不能晚于今天" "The day is in the future",
        /// No such statement in that state.
        NoSuchStatement => 404 "statement.unknown" "没有这张结算单，或状态已变" "There is no such statement, or it has moved on",
        /// Still cooling off.
        CoolingOff { on: String } => 409 "payout.cooling_off" "还在冷静期，最早 {on} 可以付款" "Still cooling off; it can be paid from {on}",
        /// Whoever drew a statement does not confirm it, where the union has another officer.
        DrawnByOneself { statement: i64 } => 409 "statement.same_person" "第 {statement} 号结算单由本人开出，请本单位另一位工会经办人确认（不相容岗位）" "you drew statement {statement}; another officer of the union has to confirm it",
        /// Whoever drew or confirmed a statement does not pay it.
        SamePerson { statement: i64 } => 409 "payout.same_person" "第 {statement} 号结算单由本人开出或确认，付款须由他人办理（不相容岗位）" "you drew or confirmed statement {statement}; another person has to pay it",
        /// Nothing to pay.
        NothingToPay => 409 "payout.nothing" "没有可付的结算单" "There is nothing to pay",
        /// Clearing without a body.
        ClearingBody => 422 "payout.clearing_body" "统一结算须写明结算单位" "Paying through one body needs its name",
        /// No such pay-out.
        NoSuchPayout => 404 "payout.unknown" "没有这次付款" "There is no such pay-out",
    }
}
