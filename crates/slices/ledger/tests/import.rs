//! Shops' own files: preview, commit, twice, changed, undone.

mod common;
use base::{Fen, Refusal};
use common::*;
use edge::{Actor, Nothing, Upload};
use ledger::import::{
    Choice, CommitImport, ImportRow, UndoImport, commit, dry_run, errors, import_counting, import_ledger, look_at,
    preview, read_kept, undo,
};
use store::{Tx, params};

const FILE: &str = "日期,类型,品名,数量,单位,单价,金额,往来单位,备注\n\
2020-08-01,进货,黄桃,100,斤,5.00,500.00,廉桥合作社,\n\
2020-08-02,销售,黄桃,10,斤,10.00,100.00,,\n\
2020-08-02,销售,黄桃,10,斤,10.00,100.00,,\n\
2020-08-03,销售,肥皂,2,件,4.00,8.00,,\n\
2020-08-04,销售,黄桃,-1,斤,10.00,-10.00,,\n\
2020-08-05,销售,黄桃,一百余,斤,10.00,,,\n";

/// What a file says was sold without having come in was looked at.
fn seen() -> CommitImport {
    CommitImport { confirm_stock: true, ..CommitImport::default() }
}

fn take_in(world: &World, text: &'static str, options: CommitImport) -> Result<ImportRow, Refusal> {
    world.act("2020-09-01", move |tx, a| import_ledger(tx, a, SHOP, "八月.csv", text.as_bytes(), options.clone()))
}

/// Commits as the edge does: read first, then taken in.
fn take(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<ImportRow, Refusal> {
    let body = seen();
    let read = read_kept(tx, actor, (SHOP, id), &body)?;
    commit(tx, actor, (SHOP, id), body, &read)
}

#[test]
fn a_file_is_looked_at_taken_in_once_and_undone_as_one_act() {
    let world = world();
    let upload = Upload { name: "八月.csv".into(), bytes: FILE.as_bytes().to_vec(), ..Upload::default() };
    let look = world
        .act("2020-09-01", move |tx, a| {
            let looked = look_at(tx, a, SHOP, &upload)?;
            preview(tx, a, SHOP, &upload, &looked)
        })
        .unwrap();
    assert_eq!(
        (look.new_lines, look.known_lines, look.new_purchase_fen, look.new_sale_fen),
        (5, 0, Fen(50_000), Fen(19_800))
    );
    assert_eq!(
        (look.unmatched.len(), look.unfit.len(), look.not_listed),
        (0, 0, 1),
        "{:?} {:?}",
        look.unmatched,
        look.unfit
    );
    assert_eq!(world.number("SELECT COUNT(*) FROM entry"), 0);
    let id = look.id;
    let errors = world.act("2020-09-01", move |tx, a| errors(tx, a, (SHOP, id), Nothing {})).unwrap();
    assert!(errors.bytes.starts_with(b"PK"), "{}", errors.name);

    let done = world.act("2020-09-01", move |tx, a| take(tx, a, id)).unwrap();
    assert_eq!((done.lines, done.sale_fen), (5, Fen(19_800)));
    assert_eq!(world.number("SELECT SUM(recorded_fen) FROM sales_total"), 19_800);
    assert_eq!(world.number("SELECT SUM(listed_fen) FROM sales_total"), 19_000);
    assert_eq!(world.number("SELECT SUM(on_hand) FROM stock WHERE product = 11"), 40_500);
    assert_eq!(world.number("SELECT on_hand FROM stock WHERE product = 13"), -2, "soap was never bought");
    assert_eq!(world.act("2020-09-01", move |tx, a| take(tx, a, id)).unwrap_err().code, "import.state");
    world.verify();

    let again = take_in(&world, FILE, seen()).unwrap();
    assert_eq!((again.lines, again.state.as_str()), (0, "committed"), "the same file twice adds nothing");
    assert_eq!(world.number("SELECT SUM(recorded_fen) FROM sales_total"), 19_800);

    world.act("2020-09-02", move |tx, a| undo(tx, a, (SHOP, id), UndoImport { reason: "传错".into() })).unwrap();
    assert_eq!(world.number("SELECT SUM(recorded_fen) FROM sales_total"), 0);
    assert_eq!(world.number("SELECT SUM(on_hand) FROM stock"), 0);
    assert_eq!(
        world
            .act("2020-09-02", move |tx, a| undo(tx, a, (SHOP, id), UndoImport { reason: "传错".into() }))
            .unwrap_err()
            .code,
        "import.state"
    );
    world.verify();
    assert_eq!(take_in(&world, FILE, seen()).unwrap().lines, 5, "what was undone may come again");
    world.verify();
}

#[test]
fn a_row_that_reads_differently_now_is_shown_and_replaced_only_when_asked() {
    let world = world();
    const BEFORE: &str = "日期,品名,数量,单位,金额\n2020-08-02,黄桃,10,斤,100.00\n2020-08-03,黄桃,5,斤,50.00\n";
    const AFTER: &str = "日期,品名,数量,单位,金额\n2020-08-02,黄桃,10,斤,110.00\n2020-08-03,黄桃,5,斤,50.00\n";
    const SALES: &str = "销售台账.csv";
    let run = |text: &'static str, changed| {
        world.act("2020-09-01", move |tx, a| {
            import_ledger(tx, a, SHOP, SALES, text.as_bytes(), CommitImport { changed, ..seen() })
        })
    };
    assert_eq!(run(BEFORE, None).unwrap().lines, 2);
    let look = world.act("2020-09-01", |tx, a| dry_run(tx, a, SHOP, SALES, AFTER.as_bytes())).unwrap();
    assert_eq!((look.new_lines, look.known_lines, look.changed.len()), (0, 1, 1));
    assert_eq!(run(AFTER, None).unwrap_err().code, "import.changed", "somebody says what it is");
    assert_eq!(run(AFTER, Some(Choice::LeaveOut)).unwrap().lines, 0);
    assert_eq!(run(AFTER, Some(Choice::Replace)).unwrap().lines, 1);
    assert_eq!(world.number("SELECT SUM(recorded_fen) FROM sales_total"), 16_000);
    world.verify();
}

#[test]
fn further_sales_of_a_day_are_no_corrections_of_the_earlier_ones() {
    const FIRST: &str = "日期,品名,数量,单位,金额\n2020-08-02,黄桃,10,斤,110.00\n";
    const SECOND: &str = "日期,品名,数量,单位,金额\n2020-08-02,黄桃,10,斤,120.00\n2020-08-02,黄桃,10,斤,130.00\n";
    for (choice, lines, sales) in
        [(Choice::AlsoNew, (2, 0), 36_000), (Choice::Replace, (2, 0), 25_000), (Choice::LeaveOut, (1, 1), 24_000)]
    {
        let world = world();
        let run = |text: &'static str, doubtful| {
            world.act("2020-09-01", move |tx, a| {
                let options = CommitImport { doubtful, ..seen() };
                import_counting(tx, a, SHOP, ("销售台账.csv", text.as_bytes()), &options)
            })
        };
        run(FIRST, None).unwrap();
        let look = world.act("2020-09-01", |tx, a| dry_run(tx, a, SHOP, "销售台账.csv", SECOND.as_bytes())).unwrap();
        assert_eq!((look.new_lines, look.changed.len(), look.doubtful.len()), (1, 0, 1), "one is new beyond doubt");
        assert_eq!(run(SECOND, None).unwrap_err().code, "import.doubtful", "nothing is lost unsaid");
        let taken = run(SECOND, Some(choice)).unwrap();
        assert_eq!((taken.new, taken.left_out), lines, "{choice:?}");
        assert_eq!((taken.known, taken.changed, taken.doubtful), (0, 0, 1), "{choice:?}");
        let told = world.number("SELECT SUM(recorded_fen) FROM sales_total");
        assert_eq!(told, sales, "{choice:?}");
        world.verify();
    }
}

#[test]
fn what_is_replaced_takes_nothing_else_with_it() {
    let world = world();
    const FIRST: &str = "日期,品名,数量,单位,金额\n2020-08-02,黄桃,10,斤,110.00\n2020-08-02,百合,1,斤,40.00\n";
    const SECOND: &str = "日期,品名,数量,单位,金额\n2020-08-02,黄桃,10,斤,120.00\n";
    let run = |text: &'static str, changed| {
        world.act("2020-09-01", move |tx, a| {
            let options = CommitImport { changed, ..seen() };
            import_ledger(tx, a, SHOP, "销售台账.csv", text.as_bytes(), options)
        })
    };
    assert_eq!(run(FIRST, None).unwrap().lines, 2);
    assert_eq!(run(SECOND, Some(Choice::Replace)).unwrap_err().code, "import.replace_more");
    assert_eq!(run(SECOND, Some(Choice::AlsoNew)).unwrap().lines, 1);
    assert_eq!(world.number("SELECT SUM(recorded_fen) FROM sales_total"), 27_000);
}

#[test]
fn names_are_matched_once_and_remembered() {
    let world = world();
    const FILE: &str = "日期,品名,数量,单位,金额\n2020-08-02,大黄桃,10,斤,100.00\n";
    let run = |options: CommitImport| {
        world.act("2020-09-01", move |tx, a| import_ledger(tx, a, SHOP, "销售.csv", FILE.as_bytes(), options.clone()))
    };
    let look = world.act("2020-09-01", |tx, a| dry_run(tx, a, SHOP, "销售.csv", FILE.as_bytes())).unwrap();
    assert_eq!((look.unmatched[0].name.as_str(), look.unmatched[0].suggestions[0].product), ("大黄桃", PEACH));
    assert_eq!(run(seen()).unwrap_err().code, "import.products_unmatched");
    assert_eq!(run(CommitImport { skip_unmatched: true, ..seen() }).unwrap().lines, 0);
    let products = [("大黄桃".to_owned(), PEACH)].into();
    assert_eq!(run(CommitImport { products, ..seen() }).unwrap().lines, 1);
    assert_eq!(run(seen()).unwrap().lines, 0, "known by its name and its key now");
}

#[test]
fn a_wrong_total_asks_for_a_confirmation() {
    let world = world();
    const FILE: &str = "日期,品名,数量,单位,金额\n2020-08-02,黄桃,10,斤,100.00\n合计,,,,110.00\n";
    let run = |confirm_total| {
        let options = CommitImport { confirm_total, ..seen() };
        world.act("2020-09-01", move |tx, a| import_ledger(tx, a, SHOP, "销售.csv", FILE.as_bytes(), options.clone()))
    };
    assert_eq!(run(false).unwrap_err().code, "import.total_mismatch");
    assert_eq!(run(true).unwrap().lines, 1);
}

#[test]
fn a_sale_of_an_own_till_is_known_by_its_receipt_number() {
    let world = world();
    world
        .act("2020-08-01", |tx, _| Ok(tx.run("UPDATE outlet SET own_till = 1 WHERE id = $1", params![SHOP])?))
        .unwrap();
    world.buy("2020-08-01", PEACH, kg(50), 10_000);
    let mut body = sale(&[(PEACH, kg(5), 10_000)]);
    body.till_receipt = "A-0042".into();
    let twice = body.clone();
    world.act("2020-08-02", move |tx, a| ledger::sale::record(tx, a, SHOP, body.clone())).unwrap();
    assert_eq!(
        world.act("2020-08-02", move |tx, a| ledger::sale::record(tx, a, SHOP, twice.clone())).unwrap_err().code,
        "receipt.taken"
    );
    const FILE: &str =
        "日期,小票号,品名,数量,单位,金额\n2020-08-02,A-0042,黄桃,10,斤,100.00\n2020-08-02,A-0043,黄桃,10,斤,100.00\n";
    let look = world.act("2020-09-01", |tx, a| dry_run(tx, a, SHOP, "销售.csv", FILE.as_bytes())).unwrap();
    assert_eq!((look.new_lines, look.known_receipts), (1, 1), "{}", look.report);
    world.act("2020-09-01", |tx, a| import_ledger(tx, a, SHOP, "销售.csv", FILE.as_bytes(), seen())).unwrap();
    assert_eq!(world.number("SELECT SUM(recorded_fen) FROM sales_total"), 20_000, "each sale once");
    assert_eq!(world.number("SELECT COUNT(*) FROM till_receipt"), 2);
    world.verify();
}

#[test]
fn files_that_are_none_are_refused() {
    let world = world();
    for (text, zh) in [("", "空"), ("今天天气很好\n", "表头")] {
        let refusal = take_in(&world, text, seen()).unwrap_err();
        assert_eq!(refusal.code, "import.file");
        assert!(refusal.message.zh.contains(zh), "{}", refusal.message.zh);
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM import_file"), 0);
}

#[test]
fn what_never_came_in_is_named_before_it_is_sold() {
    let world = world();
    const FILE: &str = "日期,类型,品名,数量,单位,金额\n2020-08-01,进货,百合,10,公斤,100.00\n2020-08-02,销售,百合,4,公斤,80.00\n\
        2020-08-02,销售,黄桃,100,吨,400000.00\n";
    let look = world.act("2020-09-01", |tx, a| dry_run(tx, a, SHOP, "台账.csv", FILE.as_bytes())).unwrap();
    assert_eq!(look.below_nothing.len(), 1, "{:?}", look.below_nothing);
    assert_eq!((look.below_nothing[0].product, look.below_nothing[0].missing), (PEACH, kg(100_000)));
    let run = |confirm_stock| {
        let options = CommitImport { confirm_stock, ..CommitImport::default() };
        world.act("2020-09-01", move |tx, a| import_ledger(tx, a, SHOP, "台账.csv", FILE.as_bytes(), options.clone()))
    };
    let refusal = run(false).unwrap_err();
    assert_eq!(refusal.code, "import.below_nothing");
    assert!(refusal.message.zh.contains("黄桃 100000 kg"), "{}", refusal.message.zh);
    assert_eq!(run(true).unwrap().lines, 3);
    let oversold = world.act("2020-09-01", |tx, _| ledger::desk::oversold(tx, "430582")).unwrap();
    assert_eq!(oversold.iter().map(|(row, name)| (row.outlet, name.as_str())).collect::<Vec<_>>(), [(SHOP, "黄桃")]);
    world
        .act("2020-09-01", |tx, a| {
            ledger::period::set_book(tx, a, SHOP, ledger::period::BookForm { stock_kept: false })
        })
        .unwrap();
    assert!(world.act("2020-09-01", |tx, _| ledger::desk::oversold(tx, "430582")).unwrap().is_empty());
}

#[test]
fn rows_of_another_outlet_are_transfers() {
    let world = world();
    const FILE: &str = "日期,类型,品名,数量,单位,金额,往来单位\n2020-08-01,进货,黄桃,10,公斤,100.00,店8\n\
        2020-08-02,销售,黄桃,4,公斤,80.00,店8\n2020-08-02,销售,黄桃,1,公斤,20.00,一中食堂\n";
    let look = world.act("2020-09-01", |tx, a| dry_run(tx, a, SHOP, "台账.csv", FILE.as_bytes())).unwrap();
    let unfit: Vec<_> = look.unfit.iter().map(|one| (one.row, one.code, one.column.as_str())).collect();
    assert_eq!(unfit, [(2, "counterparty.outlet", "往来单位"), (3, "counterparty.outlet", "往来单位")]);
    assert_eq!(take_in(&world, FILE, seen()).unwrap().lines, 1);
}

#[test]
fn a_certificate_is_due_of_a_file_as_it_is_by_hand() {
    let world = world();
    const FILE: &str = "日期,类型,品名,数量,单位,金额,供货商,承诺达标合格证\n2026-01-31,进货,百合,10,公斤,100.00,廉桥合作社,\n\
        2026-03-01,进货,百合,11,公斤,110.00,廉桥合作社,\n2026-03-02,进货,百合,12,公斤,120.00,廉桥合作社,HGZ-7\n\
        2026-03-03,进货,百合,13,公斤,130.00,张三,\n2026-03-04,进货,百合,14,公斤,140.00,某某农业公司,\n\
        2026-03-05,进货,百合,15,公斤,150.00,,\n";
    let look = world.act("2026-09-01", |tx, a| dry_run(tx, a, SHOP, "台账.csv", FILE.as_bytes())).unwrap();
    let unfit: Vec<_> = look.unfit.iter().map(|one| (one.row, one.code, one.column.as_str())).collect();
    let missing = |row| (row, "lot.certificate_missing", "承诺达标合格证");
    assert_eq!(unfit, [missing(3), missing(6)]);
    let done = world
        .act("2026-09-01", |tx, a| import_ledger(tx, a, SHOP, "台账.csv", FILE.as_bytes(), CommitImport::default()))
        .unwrap();
    assert_eq!(done.lines, 4, "a row that names nobody holds nobody to it");
    assert_eq!(world.number("SELECT COUNT(*) FROM lot WHERE certificate = 'HGZ-7'"), 1);
    assert_eq!(world.number("SELECT COUNT(*) FROM lot WHERE note LIKE '农户自产自销%'"), 1, "a farmer is not bound");
}
