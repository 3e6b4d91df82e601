//! Why the catalogue says no.

base::refusals! {
    /// Refusals of this slice, in the order in which they are checked.
    pub enum No {
        /// No such record.
        Unknown { what: String } => 404 "catalogue.unknown" "没有这条记录：{what}" "There is no such record: {what}",
        /// A name is missing or too long.
        Name => 422 "catalogue.name" "名称应为 1 到 100 个字" "a name has 1 to 100 characters",
        /// A word of a closed list is another.
        Word { field: String, allowed: String } => 422 "catalogue.word" "{field} 应为其中之一：{allowed}" "{field} is one of: {allowed}",
        /// Dates the wrong way round.
        Period => 422 "catalogue.period" "起始日期不能晚于终止日期" "a period cannot end before it begins",
        /// A reason is demanded.
        Reason => 422 "catalogue.reason" "请写明事由（2 到 500 字）" "state a reason (2 to 500 characters)",
        /// A phone number is none.
        Phone => 422 "person.phone" "电话号码不对：手机 11 位，座机带区号" "not a phone number: a mobile has 11 digits, a landline its area code",
        /// The same ID number stands under another name.
        IdTwoNames => 409 "person.id_two_names" "同一身份证号已登记在另一姓名下，请先核对证件" "this ID number is registered under another name; check the document first",
        /// The person is a member of another household.
        MemberElsewhere { household: i64 } => 409 "household.member_elsewhere" "此人已是第 {household} 号户的成员" "this person is a member of household {household}",
        /// A household stands in a village.
        HouseholdPlace => 422 "household.place" "帮扶对象应登记在村（社区）；没有村的场登记在场" "a household is registered in its village; in a township without villages, there",
        /// The status overlaps one of the same kind.
        StatusOverlap { from: String, to: String } => 409 "household.status_overlap" "与已登记的同类身份（{from} 至 {to}）重叠" "overlaps the same status from {from} to {to}",
        /// No open status of that kind.
        NoStatus => 404 "household.no_status" "没有这一类未结束的身份" "there is no open status of this kind",
        /// The document number does not fit its kind.
        Document => 422 "producer.document" "证件号码与证件种类不符：统一社会信用代码 18 位，注册号 15 位" "the number does not fit the kind of document: a credit code has 18 characters, a registration number 15 digits",
        /// Another producer has this document.
        DocumentTaken { producer: i64 } => 409 "producer.document_taken" "第 {producer} 号供货主体已用此证件号登记" "producer {producer} is registered with this number",
        /// A household producer needs its household.
        ProducerHousehold => 422 "producer.household" "农户类主体须选已登记的帮扶对象；其他类不填" "a producer of kind household names a registered household; others name none",
        /// The producer is blacklisted.
        Blacklisted => 409 "producer.blacklisted" "该主体已列入黑名单，其产品不再入目录" "the producer is blacklisted; nothing of it is listed again",
        /// Work lies within the year.
        WorkDays => 422 "employment.days" "务工起止日期应在所填年度之内，月数与起止相符" "the days worked lie within the year, and the months within the days",
        /// Income above zero.
        Income => 422 "employment.income" "收入应大于 0" "an income is above zero",
        /// More than is taken down as one figure.
        IncomeMost { most: String } => 422 "employment.income_most" "收入过大，最多 {most} 元；请核对单位是否为元" "the income is too large, ¥{most} at most",
        /// Already recorded.
        EmploymentTwice { id: i64 } => 409 "employment.twice" "此人本年度在该主体的务工已登记（第 {id} 条）；要改请先撤回" "this person's work there in that year is recorded (No. {id}); withdraw it first",
        /// A member's number from somebody who does not see households.
        MemberByName => 422 "employment.member_by_name" "请填户号和务工人员姓名，两者须与登记一致" "give the household's number and the worker's name; both have to fit the register",
        /// Household and name do not fit together.
        NoSuchMember => 422 "employment.no_such_member" "户号与姓名对不上：请核对，或请乡镇登记" "the household's number and the name do not fit; check them, or ask the township to record it",
        /// The worker is not named.
        Worker => 422 "employment.worker" "请选户内成员，或填写务工人员姓名" "name a member of a household, or the worker",
        /// Barcode wrong.
        Barcode { why_zh: String, why_en: String } => 422 "product.barcode" "条码不对：{why_zh}" "the barcode is wrong: {why_en}",
        /// A class demands more.
        Particulars { class: String, missing: String } => 422 "product.particulars" "{class} 类产品还须填写：{missing}" "a product of class {class} also needs: {missing}",
        /// Weighed goods are priced by weight, counted by piece.
        PriceUnit => 422 "product.price_unit" "按重量卖的产品按斤或公斤标价，按件卖的按件标价" "what is weighed is priced per jin or kg, what is counted per piece",
        /// A pack weighs something.
        Pack => 422 "product.pack" "每件净重应大于 0；按重量卖的产品不填" "the net weight of a piece is above zero; what is weighed has none",
        /// Neither origin in the county nor outside.
        Origin => 422 "product.origin" "请选产地区划；县外产地写明地名" "name the division of origin, or the place outside the county",
        /// Two articles under one code.
        BarcodeTaken { id: i64, name: String } => 409 "product.barcode_taken" "此条码已登记在第 {id} 号产品“{name}”上；一个条码只能是一种在售产品" "this barcode is on product {id}, “{name}”; one barcode is one product on sale",
        /// The name is another product's of this producer.
        ProductTwice { id: i64 } => 409 "product.twice" "该主体已有同名同规格的产品（第 {id} 号）" "the producer has a product of this name and specification (No. {id})",
        /// There is no policy in force.
        NoPolicy => 409 "certification.no_policy" "当日没有生效的政策文件，不能认定" "no policy is in force on this day, so nothing can be certified",
        /// The rule does not apply to the kind.
        Kind { applies: String } => 409 "certification.kind" "按现行政策只有以下主体可以申报：{applies}" "by the policy in force only these can be certified: {applies}",
        /// A case for no product.
        NoProducts => 422 "certification.no_products" "请选至少一个本主体的产品" "name at least one product of the producer",
        /// The product stands in a case that is not through.
        InOpenCase { name: String, case: i64 } => 409 "certification.in_open_case" "“{name}”已在第 {case} 号认定办理中（含公示、退回、暂停），请在该件上办理" "“{name}” stands in certification {case}, which is under way, returned or suspended; go on there",
        /// The step is not possible now.
        Step { state: String, next: String } => 409 "certification.step" "当前状态为 {state}，可做的是：{next}" "the case is {state}; what may be done is: {next}",
        /// Proposer and decider are one person.
        SamePerson => 409 "certification.same_person" "提出、核查、异议与决定不能是同一人（不相容岗位），请由他人办理" "who proposed, checked or objected does not decide; another person has to",
        /// A renewal is decided on somebody's proposal.
        RenewalNotProposed => 409 "certification.renewal_not_proposed" "还没有人申请续期；先由主体、村、乡镇或专班一人「申请续期」，再由另一人续期" "nobody has asked for a renewal; one person proposes it, another decides",
        /// A proposal waits already.
        RenewalProposed => 409 "certification.renewal_proposed" "已有待决定的续期申请" "a renewal is proposed already and waits for its decision",
        /// The rule is not met.
        NotMet { why_zh: String, why_en: String } => 409 "certification.not_met" "不符合认定条件：{why_zh}" "the rule is not met: {why_en}",
        /// The notice runs still.
        NoticeRuns { to: String } => 409 "certification.notice_runs" "公示期至 {to}（含当日），期满方可入目录" "the public notice runs to the end of {to}; listing follows after it",
        /// An objection is open.
        ObjectionOpen { count: i64 } => 409 "certification.objection_open" "还有 {count} 件异议未处理" "{count} objections are not settled yet",
        /// Objections come in the notice.
        NoObjection => 409 "certification.no_objection" "没有这件待处理的异议" "there is no such open objection",
        /// A day before today needs its paper.
        Paper => 422 "certification.paper" "生效日早于今天的，须写明决定文号" "a first day before today needs the number of the paper decision",
        /// A place name is nobody's or several'.
        NoPlace { name: String } => 422 "catalogue.no_place" "区划表里没有“{name}”；请写乡镇和村（社区）的全名或别名" "there is no “{name}” in the table of divisions; write the whole names of township and village, or other names of theirs",
        /// Several places have this name.
        Place { name: String, count: usize } => 422 "catalogue.place" "“{name}”对应 {count} 个区划，请写明乡镇和村" "{count} divisions are called {name}; write township and village",
        /// Rows of a file are wrong; nothing was written.
        Rows { count: usize } => 422 "catalogue.rows" "有 {count} 处要改，本次没有写入任何内容；改好后整份再传" "{count} things have to be mended; nothing was written. Mend them and send the whole file again",
        /// A table without a line of headers that are known.
        Header { due: String, others: String } => 422 "catalogue.header" "没有找到表头：要有 {due}；还可以有 {others}" "no header line was found: columns due are {due}; {others} are read too",
        /// A column that nobody reads.
        UnknownColumn { known: String } => 422 "catalogue.column" "不认识这一列。能读的列：{known}；不要的列请删掉" "this column is not known. Columns that are read: {known}; delete what is not meant to go in",
        /// A status without its day, or a day without its status.
        StatusWithoutDay => 422 "household.status_day" "帮扶身份和识别时间要一起填，或都不填" "a status and the day since when it holds go together, or neither stands there",
        /// The file cannot be read.
        File { why_zh: String, why_en: String } => 422 "catalogue.file" "文件读不了：{why_zh}" "the file cannot be read: {why_en}",
    }
}
