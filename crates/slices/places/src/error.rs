//! Why places says no.

base::refusals! {
    /// Refusals of this slice, in the order in which they are checked.
    pub enum No {
        /// A row of a division table is wrong.
        Row { row: usize, why_zh: &'static str, why_en: &'static str } => 422 "division.row" "区划表第 {row} 行有误：{why_zh}" "row {row} of the division table is wrong: {why_en}",
        /// There is no such division.
        Unknown { division: String } => 404 "division.unknown" "没有这个区划：{division}" "There is no such division: {division}",
        /// A name is empty or too long.
        Name => 422 "division.name" "名称应为 1 到 60 个字" "a name has 1 to 60 characters",
        /// The code is not 12 digits.
        Code => 422 "division.code" "区划代码应为 12 位数字；没有代码请留空" "a division code is 12 digits; leave it empty if there is none",
        /// Another division has the code.
        CodeTaken { code: String } => 409 "division.code_taken" "代码 {code} 已被另一区划使用" "Another division has the code {code}",
        /// The parent already has a child of that name.
        NameTaken { name: String } => 409 "division.name_taken" "上级区划下已有“{name}”" "The division above already has one called {name}",
        /// Divisions stand below the county or a township.
        Parent => 422 "division.parent" "村级区划只能设在乡镇（街道、场）之下，乡级只能设在县级之下" "a village stands below a township, a township below the county",
        /// The division has ended.
        Ended { name: String, on: String } => 409 "division.ended" "“{name}”已于 {on} 撤并" "{name} ended on {on}",
        /// It cannot be merged into that one.
        Successor => 422 "division.successor" "只能并入同一级的另一个现有区划" "a division is merged into another existing one of the same level",
        /// A division with existing divisions below cannot be merged away.
        HasChildren { count: i64 } => 409 "division.has_children" "其下还有 {count} 个现有区划，请先逐一撤并或改划" "{count} divisions stand below it; merge or move them first",
        /// The dates of a period are the wrong way round.
        Period => 422 "division.period" "起始日期不能晚于终止日期" "a period cannot end before it begins",
        /// The quality overlaps one that is recorded.
        QualityOverlap { from: String, to: String } => 409 "division.quality_overlap" "与已登记的期间（{from} 至 {to}）重叠" "overlaps the recorded period from {from} to {to}",
        /// The file has no table of divisions.
        File { why_zh: String, why_en: String } => 422 "division.file" "读不出区划表：{why_zh}" "No table of divisions could be read: {why_en}",
        /// The file has no holiday table.
        HolidayFile { why_zh: String, why_en: String } => 422 "holiday.file" "读不出节假日表：{why_zh}" "No holiday table could be read: {why_en}",
        /// Rows of the holiday table are wrong.
        HolidayRows { count: usize } => 422 "holiday.rows" "节假日表有 {count} 处要改，本次没有写入任何内容" "{count} rows of the holiday table have to be mended; nothing was written",
        /// Not one whole year.
        HolidayYear { year: i32, missing: String } => 422 "holiday.year" "节假日表应是一个完整的年度：{year} 年缺 {missing}" "a holiday table is one whole year: {year} lacks {missing}",
        /// Cells of the file are wrong.
        Cells { count: usize } => 422 "division.cells" "区划表有 {count} 处要改，本次没有写入任何内容" "{count} cells of the table have to be mended; nothing was written",
    }
}
