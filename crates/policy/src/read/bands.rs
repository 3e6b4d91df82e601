//! Bands of sales: they begin at 0, follow one another, and the last is open.
//!
//! Invariant: seen as whole fen, each band begins exactly where the one before it ended.

use super::section::{Placed, Section};
use super::values::{Label, Side};
use crate::bound::{Bound, Unit, show};
use crate::terms::Band;
use crate::vocabulary::Op;
use base::{Fen, Text};

impl<'a> Section<'a> {
    /// Bands over all amounts; `may_be_empty` if nothing has been set yet.
    pub(crate) fn bands(&self, name: &str, label: Label, may_be_empty: bool) -> Option<Vec<Band>> {
        let list = self.list(name)?;
        let read: Vec<_> = list.iter().enumerate().map(|(i, v)| self.band(&format!("{name}[{i}]"), v)).collect();
        let bands: Vec<Band> = read.into_iter().collect::<Option<_>>()?;
        if bands.is_empty() && !may_be_empty {
            let value = self.find(name)?;
            self.wrong(name, value, "value.range", "至少要有一档".to_owned(), "at least one band is wanted".to_owned());
            return None;
        }
        let sound = self.follow_each_other(name, &list, &bands);
        self.show(name, label, in_words(&bands), wordings(&bands));
        sound.then_some(bands)
    }

    fn band(&self, name: &str, value: Placed<'a>) -> Option<Band> {
        let inner = Section::within(self.log, self.key(name), value)?;
        let wording = inner.string("wording").map(str::to_owned);
        let (lower, upper) = (inner.end(&[Op::Ge, Op::Gt]), inner.end(&[Op::Le, Op::Lt]));
        let amount = inner.need("amount").and_then(|v| inner.number_of("amount", v, Unit::Fen)).map(Fen);
        if lower.is_none() {
            let (zh, en) = ("每档要有下限：ge 或 gt", "a band needs its lower end: ge or gt");
            self.log.add(inner.at, self.key(name), "bound.operator", zh, en);
        }
        inner.finish();
        let wording = wording?;
        let bound = |(op, limit)| Bound { op, limit, unit: Unit::Fen, wording: wording.clone() };
        Some(Band { from: bound(lower?), to: upper.map(bound), amount: amount? })
    }

    fn end(&self, ops: &[Op]) -> Option<(Op, i64)> {
        use crate::vocabulary::Word;
        let side = if ops.contains(&Op::Ge) { Side::AtLeast } else { Side::AtMost };
        let found: Vec<_> = ops.iter().filter_map(|op| Some((*op, self.find(op.word())?))).collect();
        match found.as_slice() {
            [] => None,
            [(op, value)] => Some((*op, self.number_of(op.word(), value, Unit::Fen)?)),
            _ => self.one_operator(Unit::Fen, side),
        }
    }

    /// Reports gaps and overlaps at the band that causes them.
    fn follow_each_other(&self, name: &str, list: &[Placed<'a>], bands: &[Band]) -> bool {
        let mut next = Some(0);
        let mut sound = true;
        for (i, (band, value)) in bands.iter().zip(list).enumerate() {
            let (first, end) = (first_fen(&band.from), band.to.as_ref().map(first_fen_after));
            let key = format!("{name}[{i}]");
            let verdict = match (next, first) {
                (Some(n), f) if f == n => None,
                (Some(n), f) if f > n => Some(("bands.gap", n, f)),
                (n, f) => Some(("bands.overlap", f, n.unwrap_or(f))),
            };
            if let Some((code, from, to)) = verdict {
                sound = false;
                self.wrong(&key, value, code, gap_or_overlap(code, from, to).zh, gap_or_overlap(code, from, to).en);
            }
            if end.is_some_and(|e| e <= first) {
                sound = false;
                self.wrong(
                    &key,
                    value,
                    "value.range",
                    "上限不高于下限".to_owned(),
                    "the upper end is not above the lower".to_owned(),
                );
            }
            next = end;
        }
        if let (Some(end), Some(value)) = (next.filter(|_| !bands.is_empty()), list.last()) {
            sound = false;
            let text = gap_or_overlap("bands.gap", end, i128::MAX);
            self.wrong(&format!("{name}[{}]", bands.len().saturating_sub(1)), value, "bands.gap", text.zh, text.en);
        }
        sound
    }
}

fn first_fen(lower: &Bound) -> i128 {
    i128::from(lower.limit) + i128::from(lower.op == Op::Gt)
}

fn first_fen_after(upper: &Bound) -> i128 {
    i128::from(upper.limit) + i128::from(upper.op == Op::Le)
}

fn gap_or_overlap(code: &str, from: i128, to: i128) -> Text {
    let yuan = |fen: i128| i64::try_from(fen).map_or_else(|_| "∞".to_owned(), |fen| Fen(fen).plain());
    let (from, to) = (yuan(from), yuan(to));
    if code == "bands.gap" {
        Text::new(format!("{from} 元与 {to} 元之间没有档次"), format!("no band covers ¥{from} to ¥{to}"))
    } else {
        Text::new(
            format!("本档从 {from} 元起，与前面的档次重叠"),
            format!("this band begins at ¥{from} and overlaps one before it"),
        )
    }
}

fn in_words(bands: &[Band]) -> Text {
    if bands.is_empty() {
        return Text::new("未设定", "not set");
    }
    let line = |b: &Band| {
        let (from, to, amount) = (b.from.text(), b.to.as_ref().map(Bound::text), show(b.amount.0, Unit::Fen));
        let upper = to.map_or(Text::default(), |t| Text::new(format!("、{}", t.zh), format!(", {}", t.en)));
        Text::new(format!("{}{}：{}", from.zh, upper.zh, amount.zh), format!("{}{}: {}", from.en, upper.en, amount.en))
    };
    let (zh, en): (Vec<_>, Vec<_>) = bands.iter().map(line).map(|t| (t.zh, t.en)).unzip();
    Text::new(zh.join("；"), en.join("; "))
}

fn wordings(bands: &[Band]) -> Option<String> {
    let words: Vec<_> = bands.iter().map(|b| b.from.wording.as_str()).collect();
    (!words.is_empty()).then(|| words.join("；"))
}
