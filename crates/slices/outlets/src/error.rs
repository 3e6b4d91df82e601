//! Every way in which this slice says no, in the order in which it is checked.

base::refusals! {
    /// Why an act on an outlet is refused.
    pub enum No {
        /// There is no such outlet.
        NoSuchOutlet => 404 "outlet.unknown" "没有这个经营单位" "There is no such outlet",
        /// A text is missing or too long.
        TextLength { most: usize } => 422 "outlet.text_length" "必填，且不超过 {most} 字" "This has to be filled in, with {most} characters at most",
        /// The division is unknown.
        NoSuchDivision => 422 "outlet.division_unknown" "没有这个区划；县外的门店请不选区划并写明地址" "There is no such division; an outlet outside the county has none, but an address",
        /// Outside the county an address is needed.
        AddressMissing => 422 "outlet.address_missing" "县外的门店须写明地址" "An outlet outside the county needs an address",
        /// A credit code that has not even the form of one.
        CreditCode => 422 "outlet.credit_code_malformed" "统一社会信用代码应为18位，不含 I、O、S、V、Z" "A credit code has 18 characters without I, O, S, V, Z",
        /// The first day is after the last.
        Period => 422 "outlet.period_invalid" "起始日期不能晚于截止日期" "The first day is after the last",
        /// The kind holds no authorisation.
        NeedsNone => 409 "authorisation.not_needed" "收购点不需要授权" "A village point needs no authorisation",
        /// The act does not follow from what holds on that day.
        DoesNotFollow { state: String, act: String } => 409 "authorisation.does_not_follow"
            "该单位在这一天的状态是“{state}”，不能{act}" "On that day the outlet is “{state}”; the act “{act}” does not follow",
        /// Acts are dated in order.
        BeforeLastAct { last: String } => 409 "authorisation.before_last_act" "日期不能早于上一次处理（{last}）" "The day is before the last act ({last})",
        /// An authorised outlet is to be closed.
        StillAuthorised => 409 "outlet.still_authorised" "该单位仍在授权期内，请先终止授权再关闭" "The outlet is still authorised; end the authorisation before closing it",
        /// Another kind, although rules have looked at it as what it is.
        KindStays => 409 "outlet.kind_stays" "该单位已有授权记录或台账单据，类别不能更改；类别变了，请另行登记新的单位并关闭此单位" "The outlet has acts on its authorisation or entries in its book, so its kind stays; register a new outlet and close this one",
        /// A proposal is open already.
        RevocationOpen => 409 "revocation.open" "该单位已有一件取消授权的提议待决定" "A proposal to revoke this authorisation is waiting already",
        /// No such proposal.
        NoSuchRevocation => 404 "revocation.unknown" "没有这件提议，或已经决定" "There is no such proposal, or it has been decided",
        /// Proposer and decider are one.
        OwnProposal => 409 "revocation.own_proposal" "提议人不能决定自己的提议，请由另一人决定" "Whoever proposed the revocation may not decide it; another person has to",
        /// An exception that lasts too long.
        ExceptionTooLong { days: i64 } => 422 "exception.too_long" "一次例外最长 {days} 天" "One exception lasts {days} days at most",
        /// The product is unknown.
        NoSuchProduct => 422 "exception.product_unknown" "没有这个产品" "There is no such product",
        /// Neither listed nor excepted.
        NotListed { name: String } => 409 "display.not_listed" "“{name}”不在目录内，也没有获批的例外，不能销售和展示" "“{name}” is neither listed nor excepted and may not be sold or displayed",
        /// Not the post that the policy names.
        NotTheApprover { who: String } => 403 "exception.not_the_approver" "按政策，例外须由{who}批准" "By the policy an exception is approved by the {who}",
        /// The row is unknown.
        NoSuchRow => 404 "outlet.row_unknown" "没有这条记录，或已作废" "There is no such record, or it is void already",
        /// A day in the future.
        InFuture => 422 "outlet.in_future" "日期不能晚于今天" "The day is in the future",
        /// A slip of the keyboard: no outlet acts in that year.
        DayOutOfRange { from: String, to: String } => 422 "outlet.day_out_of_range" "日期应在 {from} 到 {to} 之间" "The day is from {from} to {to}",
        /// A negative or absurd amount.
        Amount => 422 "help.amount_invalid" "金额应在 0 到 1 亿元之间" "An amount is from 0 to 100 million yuan",
        /// No policy is in force.
        NoPolicy { day: String } => 409 "outlet.no_policy" "{day} 没有生效的政策" "No policy is in force on {day}",
        /// No certificate under this code.
        NoSuchCertificate => 404 "certificate.unknown" "没有这个编号的授权证书，谨防假冒" "There is no certificate with this code; beware of a forgery",
        /// Never authorised.
        NoCertificate => 409 "certificate.none" "该单位还没有获得授权，没有证书" "The outlet was never authorised and has no certificate",
    }
}
