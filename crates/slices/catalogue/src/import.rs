//! Lists that people keep in spreadsheets: households, producers, wages.
//!
//! Invariant: a file goes in whole or not at all; what is wrong is named by sheet, row and column.

use crate::{
    employment::{self, EmploymentForm},
    error::No,
    household::{self, HouseholdForm, MemberForm, StatusForm},
    person::PersonForm,
    producer::{self, ProducerForm},
};
use base::{
    Day, FieldProblem, Refusal,
    ids::{DivisionId, ProducerId},
};
use edge::{Actor, Upload};
use schemars::JsonSchema;
use serde::Serialize;
use sheets::{
    Code, Column, FileProblem, Kind, TableSpec, read_table,
    table::{Table, TableRow, Value},
};
use store::Tx;

/// Problems that are named at most; more would not be read.
const NAMED: usize = 100;

/// What came of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Imported {
    /// Rows that went in.
    pub accepted: usize,
}

const fn column(key: &'static str, titles: &'static [&'static str], required: bool, kind: Kind) -> Column<'static> {
    Column { key, titles, required, kind }
}

const NAME: &[&str] = &["姓名", "户主姓名", "户主", "name"];
const ID_NUMBER: &[&str] = &["身份证号", "身份证号码", "公民身份号码", "证件号码", "id_number"];
const PHONE: &[&str] = &["电话", "联系电话", "手机", "手机号", "联系方式", "phone"];
const PLACE: &[&str] = &["村", "村社区", "村名", "所在村", "区划", "所属村", "地址", "place"];

const HOUSEHOLDS: [Column<'static>; 9] = [
    column("name", NAME, true, Kind::Text),
    column("place", PLACE, true, Kind::Text),
    column("township", &["乡镇", "乡镇街道", "所在乡镇", "所属乡镇", "township"], false, Kind::Text),
    column("id_number", ID_NUMBER, false, Kind::IdNumber),
    column("phone", PHONE, false, Kind::Phone),
    column("relation", &["与户主关系", "关系", "relation"], false, Kind::Text),
    column("kind", &["帮扶身份", "身份", "类别", "户类型", "对象类别", "kind"], false, Kind::Text),
    column("valid_from", &["识别时间", "起", "认定时间", "起始日期", "身份起始", "valid_from"], false, Kind::Date),
    column("source", &["依据文件", "依据", "文号", "source"], false, Kind::Text),
];

const PRODUCERS: [Column<'static>; 7] = [
    column("name", &["名称", "企业名称", "主体名称", "供货主体", "合作社名称", "name"], true, Kind::Text),
    column("kind", &["类别", "主体类型", "类型", "kind"], true, Kind::Text),
    column("place", &["产地", "所在地", "村", "乡镇", "区划", "place"], false, Kind::Text),
    column("credit_code", &["统一社会信用代码", "信用代码", "证件号码", "credit_code"], false, Kind::CreditCode),
    column("address", &["注册地址", "地址", "住所", "registered_address"], false, Kind::Text),
    column("contact", &["联系人", "负责人", "法定代表人", "contact"], false, Kind::Text),
    column("phone", PHONE, false, Kind::Phone),
];

const WAGES: [Column<'static>; 10] = [
    column("name", &["姓名", "务工人员", "name"], true, Kind::Text),
    column("household", &["户号", "帮扶对象户号", "household"], false, Kind::Text),
    column("id_number", ID_NUMBER, false, Kind::IdNumber),
    column("phone", PHONE, false, Kind::Phone),
    column("first_day", &["首日", "务工开始", "起始日期", "开始日期", "上岗日期", "first_day"], true, Kind::Date),
    column("last_day", &["末日", "务工结束", "截止日期", "结束日期", "last_day"], true, Kind::Date),
    column("months", &["月数", "务工月数", "months"], true, Kind::Integer),
    column("income", &["年收入", "收入", "工资", "务工收入", "工资合计", "income"], true, Kind::Money),
    column("evidence", &["凭据", "佐证", "凭证", "凭据种类", "佐证种类", "evidence"], false, Kind::Text),
    column("evidence_number", &["凭据编号", "凭证号", "佐证编号", "evidence_number"], false, Kind::Text),
];

/// Reads a list of households.
pub fn read_households(_: &mut Tx<'_>, _: &Actor, (): (), file: &Upload) -> Result<Table, Refusal> {
    read(file, &HOUSEHOLDS)
}

/// Takes in a list of households, a head a row.
pub fn households(tx: &mut Tx<'_>, actor: &Actor, (): (), _: &Upload, table: &Table) -> Result<Imported, Refusal> {
    each_row(table, &HOUSEHOLDS, |row| {
        let division = place(tx, actor, &[text(row, "township"), text(row, "place")].concat())?;
        let kind = kind_word::<policy::vocabulary::HouseholdKind>(&text(row, "kind"));
        let valid_from = day(row, "valid_from");
        if kind.is_empty() != valid_from.is_none() {
            return Err(No::StatusWithoutDay.into());
        }
        let statuses =
            valid_from.map(|valid_from| StatusForm { kind, valid_from, valid_to: None, source: text(row, "source") });
        let form = HouseholdForm {
            division: division.ok_or_else(|| Refusal::from(No::HouseholdPlace))?,
            head: person(row, "name"),
            members: Vec::<MemberForm>::new(),
            statuses: statuses.into_iter().collect(),
            note: String::new(),
        };
        household::register(tx, actor, (), form).map(|_| ())
    })
}

/// Reads a list of producers.
pub fn read_producers(_: &mut Tx<'_>, _: &Actor, (): (), file: &Upload) -> Result<Table, Refusal> {
    read(file, &PRODUCERS)
}

/// Takes in a list of producers.
pub fn producers(tx: &mut Tx<'_>, actor: &Actor, (): (), _: &Upload, table: &Table) -> Result<Imported, Refusal> {
    each_row(table, &PRODUCERS, |row| {
        let number = text(row, "credit_code");
        let contact = text(row, "contact");
        let form = ProducerForm {
            kind: kind_word::<policy::vocabulary::ProducerKind>(&text(row, "kind")),
            name: text(row, "name"),
            division: place(tx, actor, &text(row, "place"))?,
            document_kind: if number.is_empty() { "none".into() } else { "credit_code".into() },
            document_number: number,
            registered_address: text(row, "address"),
            contact: (!contact.is_empty()).then(|| person(row, "contact")),
            ..ProducerForm::default()
        };
        producer::register(tx, actor, (), form).map(|_| ())
    })
}

/// Reads the wages of one producer.
pub fn read_wages(_: &mut Tx<'_>, _: &Actor, _: ProducerId, file: &Upload) -> Result<Table, Refusal> {
    read(file, &WAGES)
}

/// Takes in the wages of one producer.
pub fn wages(
    tx: &mut Tx<'_>,
    actor: &Actor,
    producer: ProducerId,
    _: &Upload,
    table: &Table,
) -> Result<Imported, Refusal> {
    each_row(table, &WAGES, |row| {
        let missing = || Refusal::from(No::WorkDays);
        let (first_day, last_day) =
            (day(row, "first_day").ok_or_else(missing)?, day(row, "last_day").ok_or_else(missing)?);
        let income_fen = match row.values.get("income") {
            Some(Value::Money(fen)) => fen.0,
            _ => 0,
        };
        let months = match row.values.get("months") {
            Some(Value::Integer(months)) => *months,
            _ => 0,
        };
        let evidence = text(row, "evidence");
        let form = EmploymentForm {
            member: None,
            household: household_number(&text(row, "household"))?,
            worker: Some(person(row, "name")),
            year: first_day.year(),
            first_day,
            last_day,
            months,
            income_fen,
            evidence: evidence_word(&evidence),
            evidence_number: text(row, "evidence_number"),
        };
        employment::keep(tx, actor, producer, &form).map(|_| ())
    })
}

/// The household that a worker is looked for in; none for an empty cell.
fn household_number(text: &str) -> Result<Option<i64>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| No::NoSuchMember.into())
}

/// Reads a file; this runs on a reader, so that nobody waits for a large workbook.
fn read(file: &Upload, columns: &'static [Column<'static>]) -> Result<Table, Refusal> {
    read_table(&file.name, &file.bytes, &TableSpec { columns }).map_err(|problem| {
        if problem == FileProblem::TableNotFound {
            return No::Header { due: titles(columns, true), others: titles(columns, false) }.into();
        }
        let why = problem.message();
        No::File { why_zh: why.zh, why_en: why.en }.into()
    })
}

/// The columns that are due, or the others, by the title that a form gives them.
fn titles(columns: &[Column<'_>], due: bool) -> String {
    let named: Vec<&str> = columns
        .iter()
        .filter(|column| column.required == due)
        .filter_map(|column| column.titles.first().copied())
        .collect();
    named.join("、")
}

/// Columns that people keep for themselves and that say nothing of the record.
const THEIR_OWN: [&str; 9] = ["序号", "编号", "备注", "性别", "年龄", "民族", "签名", "签字", "签收"];

/// Hands over the rows of a file; what is wrong anywhere keeps all of it out, and so does a column that nobody reads:
/// what stands in it would be lost without a word.
fn each_row(
    table: &Table,
    columns: &[Column<'_>],
    mut take: impl FnMut(&TableRow) -> Result<(), Refusal>,
) -> Result<Imported, Refusal> {
    let mut wrong: Vec<FieldProblem> = Vec::new();
    for column in table.unread.iter().filter(|column| !THEIR_OWN.contains(&column.title.as_str())) {
        let known = [titles(columns, true), titles(columns, false)].join("、");
        let refusal = Refusal::from(No::UnknownColumn { known });
        let field = format!("{}!{} {}", column.sheet, column.row, column.title);
        wrong.push(FieldProblem { field, code: refusal.code.to_owned(), message: refusal.message });
    }
    for sheet in &table.sheets {
        // A doubtful check character of a credit code is a warning that the record keeps.
        let refused = sheet.problems.iter().filter(|p| p.code != Code::CreditCodeCheck);
        wrong.extend(refused.map(|p| FieldProblem {
            field: format!("{}!{} {}", sheet.name, p.row, p.column),
            code: p.code.as_str().to_owned(),
            message: p.message.clone(),
        }));
    }
    for row in &table.rows {
        if let Err(refusal) = take(row) {
            let field = format!("{}!{}", row.sheet, row.row);
            wrong.push(FieldProblem { field, code: refusal.code.to_owned(), message: refusal.message });
        }
    }
    if wrong.is_empty() {
        return Ok(Imported { accepted: table.rows.len() });
    }
    let mut refusal = Refusal::from(No::Rows { count: wrong.len() });
    wrong.truncate(NAMED);
    refusal.fields = wrong;
    Err(refusal)
}

fn text(row: &TableRow, key: &str) -> String {
    row.values.get(key).and_then(Value::as_text).unwrap_or_default().trim().to_owned()
}

fn day(row: &TableRow, key: &str) -> Option<Day> {
    match row.values.get(key) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    }
}

fn person(row: &TableRow, name: &str) -> PersonForm {
    PersonForm {
        name: text(row, name),
        phone: text(row, "phone"),
        id_number: text(row, "id_number"),
        address: String::new(),
    }
}

/// The one division with this name; none for an empty cell. **Errors:** none or several have it.
fn place(tx: &mut Tx<'_>, actor: &Actor, name: &str) -> Result<Option<DivisionId>, Refusal> {
    if name.is_empty() {
        return Ok(None);
    }
    let found = places::desk::find_by_name(tx, actor.county_id(), name)?;
    match found.as_slice() {
        [] => Err(No::NoPlace { name: name.to_owned() }.into()),
        [one] => Ok(Some(one.id)),
        several => Err(No::Place { name: name.to_owned(), count: several.len() }.into()),
    }
}

/// A word of a closed list, written as the word or as people say it; anything else stays as it is.
fn kind_word<W: policy::vocabulary::Word>(text: &str) -> String {
    let named = W::ALL
        .iter()
        .find(|w| w.word() == text || w.text().zh == text || w.text().zh.ends_with(text) && !text.is_empty());
    named.map_or_else(|| text.to_owned(), |w| w.word().to_owned())
}

/// The kind of evidence, as people call it.
fn evidence_word(text: &str) -> String {
    let known = [
        ("工资表", "payroll"),
        ("工资单", "payroll"),
        ("银行", "bank"),
        ("转账", "bank"),
        ("合同", "contract"),
        ("收据", "receipt"),
        ("收条", "receipt"),
        ("领条", "receipt"),
        ("说明", "statement"),
    ];
    let found = known.iter().find(|(words, _)| text.contains(words));
    found.map_or_else(
        || if text.is_empty() { "statement".to_owned() } else { text.to_owned() },
        |(_, word)| (*word).to_owned(),
    )
}
