//! Every way in which this slice says no, in the order in which it is checked.

base::refusals! {
    /// Why a settlement or a policy is refused.
    pub enum No {
        /// The reader's post covers a part of the county only.
        CountyOnly => 403 "settlement.county_only" "年度核算只对全县范围的岗位开放" "A settlement is read by posts whose scope is the whole county",
        /// A year that no calendar has.
        Year => 422 "settlement.year_invalid" "年份应在 2000 到 9998 之间" "A year from 2000 to 9998 is wanted",
        /// No policy holds for the year.
        NoPolicy { year: i32 } => 409 "settlement.no_policy" "{year} 年没有适用的政策文件，请先由系统管理员放入政策文件" "No policy file holds for {year}; the administrator puts one in force first",
        /// There is no policy with this id.
        PolicyUnknown { id: String } => 404 "policy.unknown" "没有政策文件“{id}”" "There is no policy file “{id}”",
        /// The policy has no such rule.
        RuleUnknown { id: String } => 404 "policy.rule_unknown" "该政策没有规则“{id}”" "This policy has no rule “{id}”",
        /// There is no such finding.
        FindingUnknown => 404 "finding.unknown" "该年度没有这条核算结果" "This year has no such finding",
        /// There is no such subject.
        SubjectUnknown { id: String } => 404 "measure.subject_unknown" "该年度核算中没有“{id}”" "The settlement of this year has no subject “{id}”",
        /// The measure was not summed from lines of a book.
        MeasureWithoutLines { measure: String } => 404 "measure.without_lines" "指标“{measure}”不是由台账明细汇总的" "The measure “{measure}” was not summed from lines of a book",
        /// Too large to be added.
        Overflow => 422 "settlement.overflow" "金额合计过大，无法核算" "The sums are too large to be settled",
        /// The list is sorted by something else.
        Sort { allowed: String } => 400 "settlement.sort_unknown" "不能按此列排序；可以按：{allowed}" "This list cannot be sorted so; it can by: {allowed}",
        /// A page mark of another list, or a wrong number of rows.
        PageMark => 400 "settlement.page_invalid" "翻页位置或每页条数（1 到 500）无效，请从第一页重新打开" "The page mark or the number of rows (1 to 500) is invalid; open the list from its first page",
        /// A filter word that is none.
        Filter { allowed: String } => 400 "settlement.filter_unknown" "筛选条件无效；可以是：{allowed}" "The filter is unknown; it can be: {allowed}",
        /// The year has not ended.
        YearNotOver { year: i32 } => 409 "settlement.year_not_over" "{year} 年尚未结束，只能查看拟算结果，不能定案" "{year} is not over: its settlement can be looked at but not frozen",
        /// The books of the year are still open.
        BooksOpen { year: i32 } => 409 "settlement.books_open" "{year} 年的台账尚未结账到年底，请先结账到 {year}-12-31" "The books of {year} are not closed to the year's end; close them to {year}-12-31 first",
        /// Frozen before.
        AlreadyFrozen { year: i32 } => 409 "settlement.already_frozen" "{year} 年已经定案，不能再次定案；以后的差错在当年台账中调整" "{year} is frozen already and stays as it is; later corrections are adjustments of the running year",
        /// Not what the person has seen.
        Changed => 409 "settlement.changed" "核算结果在查看之后有变化，请重新核对后再定案" "The settlement has changed since you looked at it; look again before freezing it",
        /// There is nothing to compute again.
        NotFrozen { year: i32 } => 404 "settlement.not_frozen" "{year} 年尚未定案，没有可比对的存档" "{year} is not frozen; there is nothing stored to compare with",
        /// The policy file has faults.
        PolicyFaulty { count: usize } => 422 "policy.faulty" "政策文件有 {count} 处错误，未放入" "The policy file has {count} faults and was not taken",
        /// The id belongs to another text.
        PolicyTaken { id: String } => 409 "policy.id_taken" "编号“{id}”已属于另一份政策文件；修订须用新的编号" "The id “{id}” belongs to another policy file; a revision needs an id of its own",
        /// A frozen year would fall under another policy.
        PolicyReachesFrozen { year: i32 } => 409 "policy.reaches_frozen_year" "该政策的生效日会改变已定案的 {year} 年，请把生效日放在其后" "This policy's first day would change {year}, which is frozen; let it begin later",
        /// A measure that no opening total has.
        OpeningMeasureUnknown { allowed: String } => 404 "opening_total.measure_unknown" "没有这个统计项；可以是：{allowed}" "There is no such measure; it can be: {allowed}",
        /// The figure of this measure is money.
        OpeningMoney => 422 "opening_total.money_wanted" "这一项是金额：只填金额（元），不填数量" "This measure is money: give the amount alone, no number",
        /// The figure of this measure is a number.
        OpeningNumber => 422 "opening_total.number_wanted" "这一项是数量：只填数量，不填金额" "This measure is a number: give the number alone, no amount",
        /// Negative or absurd.
        OpeningSize => 422 "opening_total.size" "数值应不小于 0，且金额不超过 1 万亿元、数量不超过 100 亿" "The figure is 0 or more, at most ¥1 trillion or ten thousand million",
        /// A day that has not come, or long before there was anything to state.
        OpeningDay => 422 "opening_total.as_of" "截至日期应在 1978 年之后，且不晚于今天" "The day up to which it counts is from 1978 on and not after today",
        /// A text is missing or too long.
        OpeningText { least: usize, most: usize } => 422 "opening_total.text_length" "应填 {least} 到 {most} 字" "From {least} to {most} characters are wanted",
        /// There is no such statement of this measure.
        OpeningUnknown => 422 "opening_total.unknown" "没有这条期初累计，或它属于另一统计项" "There is no such opening total, or it is of another measure",
        /// Corrected before.
        OpeningSuperseded => 409 "opening_total.superseded" "这条期初累计已被更正，请更正最新的一条" "This opening total has been corrected already; correct the newest one",
    }
}
