//! What can be wrong with a file or with a cell of it, in words for both readers.
//!
//! Codes are public and stable. A file problem means that nothing was read; a [`Problem`]
//! keeps one row out while its neighbours may go in.

use crate::limits;
use base::Text;
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// Why a whole file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// No byte, or no cell with anything in it.
    Empty,
    /// Neither a workbook nor a text table.
    NotAWorkbook,
    /// A text table in which a quote that nobody closes swallows rows.
    OpenQuote,
    /// A table of WPS in its own format (.et).
    WpsTable,
    /// Protected by a password.
    Encrypted,
    /// Above one of [`crate::limits`].
    TooBig,
    /// Readable, but without a line of known headers.
    TableNotFound,
}

impl FileProblem {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "file.empty",
            Self::NotAWorkbook | Self::WpsTable | Self::OpenQuote => "file.not_a_workbook",
            Self::Encrypted => "file.encrypted",
            Self::TooBig => "file.too_big",
            Self::TableNotFound => "table.not_found",
        }
    }

    /// What is wrong and what helps.
    pub fn message(self) -> Text {
        match self {
            Self::Empty => Text::new("文件是空的", "the file is empty"),
            Self::NotAWorkbook => Text::new(
                "这不是可读取的表格文件，请使用 .xlsx、.xls 或 .csv",
                "this is not a table that can be read; use .xlsx, .xls or .csv",
            ),
            Self::OpenQuote => Text::new(
                "文件里有一个没有配对的双引号，它后面的行会被当成一格；请删去或配对后再上传",
                "a quotation mark without its partner swallows the rows behind it; remove it or close it",
            ),
            Self::WpsTable => Text::new(
                "WPS 的 .et 文件请先在 WPS 中“另存为” .xlsx 再上传",
                "open the .et file in WPS and save it as .xlsx first",
            ),
            Self::Encrypted => {
                Text::new("文件有打开密码，请取消密码后再上传", "the file has a password; remove it and send it again")
            }
            Self::TooBig => Text::new(
                format!(
                    "文件过大：不超过 {} MB、每张表 {} 行、{} 列",
                    limits::FILE_BYTES_MAX >> 20,
                    limits::ROWS_MAX,
                    limits::COLUMNS_MAX
                ),
                format!(
                    "the file is too big: at most {} MB, {} rows a sheet, {} columns",
                    limits::FILE_BYTES_MAX >> 20,
                    limits::ROWS_MAX,
                    limits::COLUMNS_MAX
                ),
            ),
            Self::TableNotFound => Text::new(
                "没有找到表头（如 日期、品名、数量、单价、金额）",
                "no header line was found (such as date, product, quantity, price, amount)",
            ),
        }
    }
}

impl Serialize for FileProblem {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_struct("FileProblem", 2)?;
        out.serialize_field("code", self.code())?;
        out.serialize_field("message", &self.message())?;
        out.end()
    }
}

impl std::fmt::Display for FileProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for FileProblem {}

/// Why a cell is not taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// No date that exists.
    DateInvalid,
    /// More than one day could be meant.
    DateAmbiguous,
    /// Said roughly; a book takes exact quantities.
    QuantityApproximate,
    /// Not a number, or not whole grams or pieces.
    QuantityInvalid,
    /// Nobody knows the unit.
    UnitUnknown,
    /// Not a price.
    UnitPriceInvalid,
    /// Not an amount of money in whole fen.
    AmountInvalid,
    /// Price × quantity is another amount.
    AmountMismatch,
    /// Nothing stands where something must.
    ValueMissing,
    /// Neither column, row, title nor sheet says whether it was bought or sold.
    DirectionUnknown,
    /// A long number that the spreadsheet has cut to 15 digits.
    NumberStoredAsNumber,
    /// A total row that is not the sum of its rows.
    TotalMismatch,
    /// Not a number of the asked kind (typed tables only).
    NumberInvalid,
    /// Not a citizen number.
    IdNumberInvalid,
    /// Not a telephone number.
    PhoneInvalid,
    /// Not a unified credit code.
    CreditCodeInvalid,
    /// The code's check character does not fit: a warning, the row is taken.
    CreditCodeCheck,
    /// A good cell that the book refuses: the code of that refusal.
    Refused(&'static str),
}

impl Code {
    /// The stable code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DateInvalid => "date.invalid",
            Self::DateAmbiguous => "date.ambiguous",
            Self::QuantityApproximate => "quantity.approximate",
            Self::QuantityInvalid => "quantity.invalid",
            Self::UnitUnknown => "unit.unknown",
            Self::UnitPriceInvalid => "unit_price.invalid",
            Self::AmountInvalid => "amount.invalid",
            Self::AmountMismatch => "amount.mismatch",
            Self::ValueMissing => "value.missing",
            Self::DirectionUnknown => "direction.unknown",
            Self::NumberStoredAsNumber => "number.stored_as_number",
            Self::TotalMismatch => "total.mismatch",
            Self::NumberInvalid => "number.invalid",
            Self::IdNumberInvalid => "id_number.invalid",
            Self::PhoneInvalid => "phone.invalid",
            Self::CreditCodeInvalid => "credit_code.invalid",
            Self::CreditCodeCheck => "credit_code.check",
            Self::Refused(code) => code,
        }
    }

    /// The sentence, unless the finder knows a more exact one.
    pub fn message(self) -> Text {
        let (zh, en) = match self {
            Self::DateInvalid => ("不是存在的日期，请写成 2020-08-04", "not a date that exists; write 2020-08-04"),
            Self::DateAmbiguous => ("日期不明确，请写全年月日", "the date is not clear; write year, month and day"),
            Self::QuantityApproximate => {
                ("数量是约数，台账要写准确数", "the quantity is rough; a book needs the exact one")
            }
            Self::QuantityInvalid => ("数量不是准确的数，或不是整克、整件", "not a quantity in whole grams or pieces"),
            Self::UnitUnknown => {
                ("不认识的计量单位，请写 斤、公斤、箱 等", "unknown unit; write 斤, kg, 箱 and the like")
            }
            Self::UnitPriceInvalid => ("单价不是准确的金额", "not an exact price"),
            Self::AmountInvalid => ("金额不是准确到分的数", "not an amount in whole fen"),
            Self::AmountMismatch => ("单价乘数量不等于金额", "price times quantity is not the amount"),
            Self::ValueMissing => ("这里必须填写", "a value is needed here"),
            Self::DirectionUnknown => ("看不出是进货还是销售", "it is not clear whether this was bought or sold"),
            Self::NumberStoredAsNumber => (
                "号码被存成了数值，15 位以后的数字已丢失，请改成文本格式重新填写",
                "stored as a number, digits after the 15th are lost; format the cell as text and type it again",
            ),
            Self::TotalMismatch => ("合计与各行之和不符", "the total is not the sum of its rows"),
            Self::NumberInvalid => ("不是要求的数字", "not a number of the kind asked for"),
            Self::IdNumberInvalid => ("身份证号有误", "not a citizen number"),
            Self::PhoneInvalid => ("电话号码有误", "not a telephone number"),
            Self::CreditCodeInvalid => ("统一社会信用代码应为 18 位", "a unified credit code has 18 characters"),
            Self::CreditCodeCheck => (
                "统一社会信用代码校验位不符，请核对证照",
                "the check character of the credit code does not fit; see the licence",
            ),
            Self::Refused(_) => ("这一行不能记入台账", "the book does not take this row"),
        };
        Text::new(zh, en)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// One cell that is not taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The number that the spreadsheet shows; of a CSV the line on which the record starts.
    pub row: u32,
    /// The column's header.
    pub column: String,
    /// The cell as people see it.
    pub value: String,
    /// What is wrong.
    pub code: Code,
    /// What is wrong and what helps.
    pub message: Text,
    /// Zero-based column, for marking the cell; not part of the report.
    #[serde(skip)]
    pub at: Option<usize>,
}
