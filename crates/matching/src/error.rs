//! Why an instance is not solved, each with its way out.

base::refusals! {
    /// Why there is no plan. Nothing was solved.
    pub enum No {
        /// The text is not JSON of the agreed shape.
        Unreadable { why: String } => 400 "match.unreadable"
            "读不懂这份数据：{why}" "the instance cannot be read: {why}",
        /// More rows than the solver counts.
        TooLarge { what: String } => 400 "match.too_large"
            "{what} 的行数超过 20 亿" "more than two thousand million rows of {what}",
        /// An id or a name without a character.
        Empty { id: String, field: String } => 400 "match.empty"
            "“{id}”的 {field} 应为非空文字" "`{field}` of `{id}` should be a text that is not empty",
        /// An id that two supplies or two demands have.
        IdTwice { id: String } => 400 "match.id_twice"
            "编号“{id}”出现了两次" "the id `{id}` is there twice",
        /// Below zero, not whole, or beyond 64 bits.
        Number { id: String, field: String } => 400 "match.number"
            "“{id}”的 {field} 应为不小于 0 的整数（64 位之内，不带小数点）"
            "`{field}` of `{id}` should be a whole number from 0 (64 bits, no decimal point)",
        /// A window that ends before it begins.
        Window { id: String, from: String, to: String } => 400 "match.window"
            "“{id}”的时间段倒置：{from} 晚于 {to}" "the window of `{id}` is the wrong way round: {from} is after {to}",
        /// A pair, or a direction, names what is not there.
        IdUnknown { id: String, by: String } => 400 "match.id_unknown"
            "{by} 提到的“{id}”不存在" "{by} names `{id}`, which is not there",
        /// One supply and one demand make two pairs.
        PairTwice { supply: String, demand: String } => 400 "match.pair_twice"
            "“{supply}”与“{demand}”的配对出现了两次" "the pair of `{supply}` and `{demand}` is there twice",
        /// One way between two places has two costs.
        RouteTwice { from: String, to: String } => 400 "match.route_twice"
            "从“{from}”到“{to}”的运费出现了两次" "the transport from `{from}` to `{to}` is there twice",
        /// A sum of the plan is beyond 64 bits.
        Overflow { total: String } => 400 "match.overflow"
            "合计 {total} 超出 64 位整数：请减小数量、运费或紧急程度"
            "the total {total} is beyond 64 bits: make quantities, costs or urgencies smaller",
        /// The share asked of the fairness rule is no share.
        Share => 400 "match.share"
            "最低比例应大于 0、不超过 100%" "the least share should be above 0 and at most 100 %",
        /// The plan failed its own proof: a fault of the program, and no plan is given.
        Unproven { what: String } => 500 "match.unproven"
            "方案未通过最优性核对（{what}），不予给出：这是程序的错误，请保留数据并报告"
            "the plan failed the check of its optimality ({what}) and is not given: this is a fault of the program, please keep the data and report it",
    }
}
