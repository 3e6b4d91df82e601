//! Credited sales: the report's cases as a table, repacking, and what must hold of any year.

use super::*;
use proptest::prelude::*;

const PEACH: ProductId = ProductId(1);
const BOX: ProductId = ProductId(2);
const GIFT: ProductId = ProductId(3);

fn year(
    product: ProductId,
    opening: i64,
    sources: &[(i64, i64)],
    sold_quantity: i64,
    sold_fen: i64,
    closing: i64,
) -> ProductYear {
    let sources = (1..).zip(sources).map(|(supplier, (taken_in, declared))| Source {
        supplier,
        taken_in: *taken_in,
        declared: *declared,
    });
    ProductYear {
        product,
        opening_confirmed: opening,
        sources: sources.collect(),
        sold_quantity,
        sold_fen: Fen(sold_fen),
        closing_stock: closing,
    }
}

#[test]
fn credited_sales_of_one_product() {
    // kg here stands for any base unit; ¥20 a unit
    for (what, opening, sources, sold, fen, closing, credited, gap, beyond, carried) in [
        ("the lists cover all", 0, vec![(16_000, 16_000)], 16_000, 32_000_000, 0, 32_000_000, 0, 0, 0),
        ("till 320,000, lists 290,000", 0, vec![(16_000, 14_500)], 16_000, 32_000_000, 0, 29_000_000, 3_000_000, 0, 0),
        ("till 90,000, lists 120,000", 0, vec![(4_500, 6_000)], 4_500, 9_000_000, 0, 9_000_000, 0, 1_500, 0),
        ("no list at all", 0, vec![(100, 0)], 100, 200_000, 0, 0, 200_000, 0, 0),
        (
            "one supplier's surplus is not another's",
            0,
            vec![(100, 300), (100, 0)],
            200,
            400_000,
            0,
            200_000,
            200_000,
            200,
            0,
        ),
        ("bought in November, sold in February", 100, vec![], 80, 160_000, 20, 160_000, 0, 0, 20),
        ("confirmed and unsold is carried", 0, vec![(100, 100)], 60, 120_000, 40, 120_000, 0, 0, 40),
        ("what was lost is not carried", 0, vec![(100, 100)], 60, 120_000, 10, 120_000, 0, 0, 10),
        ("rounded down", 0, vec![(3, 1)], 3, 100, 0, 33, 67, 0, 0),
        ("more sent back than taken in", 10, vec![(-5, 5)], 10, 1_000, 0, 1_000, 0, 5, 0),
        ("nothing sold", 0, vec![(10, 10)], 0, 0, 10, 0, 0, 0, 10),
        ("more came back than was sold", 0, vec![(10, 10)], -2, -400, 12, 0, 0, 0, 10),
    ] {
        let found = credit_year(&[year(PEACH, opening, &sources, sold, fen, closing)], &[]).unwrap()[0];
        let expect = (Fen(credited), Fen(gap), beyond, carried);
        assert_eq!((found.credited_fen, found.gap_fen, found.declared_beyond, found.carried), expect, "{what}");
    }
}

#[test]
fn two_witnesses_of_one_lot_are_one() {
    let line = |supplier, witness, quantity| Declared { supplier, witness, quantity };
    let lists = [line(1, 10, 300), line(1, 10, 200), line(1, 20, 450), line(2, 10, 7)];
    assert_eq!(declared_by_supplier(&lists), Ok(BTreeMap::from([(1, 500), (2, 7)])));
    assert_eq!(declared_by_supplier(&[line(1, 1, i64::MAX), line(1, 1, 1)]), Err(CreditRefusal::Overflow));
}

#[test]
fn repacking_carries_confirmation() {
    let bulk = |declared| year(PEACH, 0, &[(100_000, declared)], 50_000, 100_000, 0);
    let boxes = year(BOX, 0, &[], 10, 200_000, 0);
    // 50 kg into 10 boxes of 5 kg, in two steps
    let steps = [(30_000, 6), (20_000, 4)].map(|(input, output)| Repacked { from: PEACH, to: BOX, input, output });
    for (declared, peach, boxed) in
        [(100_000, 100_000, 200_000), (70_000, 40_000, 200_000), (50_000, 0, 200_000), (25_000, 0, 100_000), (0, 0, 0)]
    {
        let found = credit_year(&[bulk(declared), boxes.clone()], &steps).unwrap();
        assert_eq!((found[0].credited_fen, found[1].credited_fen), (Fen(peach), Fen(boxed)), "{declared} g declared");
    }
    let undone = [(30_000, 6), (-30_000, -6)].map(|(input, output)| Repacked { from: PEACH, to: BOX, input, output });
    assert_eq!(credit_year(&[bulk(50_000), boxes.clone()], &undone).unwrap()[0].credited_fen, Fen(100_000));
    // 100 kg → 20 boxes → 10 gift sets, whatever the order they are told in
    let chain = [
        Repacked { from: BOX, to: GIFT, input: 20, output: 10 },
        Repacked { from: PEACH, to: BOX, input: 100_000, output: 20 },
    ];
    let all =
        [year(PEACH, 0, &[(100_000, 60_000)], 0, 0, 0), year(BOX, 0, &[], 0, 0, 0), year(GIFT, 0, &[], 10, 300_000, 0)];
    assert_eq!(credit_year(&all, &chain).unwrap()[2].credited_fen, Fen(180_000));
}

#[test]
fn years_that_are_refused() {
    let peach = year(PEACH, 0, &[(1, 1)], 1, 1, 0);
    let double = ProductYear { sources: [peach.sources.clone(), peach.sources.clone()].concat(), ..peach.clone() };
    let step = |from, to, input, output| Repacked { from, to, input, output };
    for (products, steps, why) in [
        (vec![peach.clone(), peach.clone()], vec![], CreditRefusal::Twice { product: PEACH }),
        (vec![double], vec![], CreditRefusal::Twice { product: PEACH }),
        (vec![year(PEACH, -1, &[], 0, 0, 0)], vec![], CreditRefusal::Negative { product: PEACH }),
        (vec![year(PEACH, 0, &[(1, -1)], 0, 0, 0)], vec![], CreditRefusal::Negative { product: PEACH }),
        (vec![peach.clone()], vec![step(PEACH, BOX, 0, 1)], CreditRefusal::Negative { product: PEACH }),
        (vec![peach.clone()], vec![step(PEACH, BOX, 1, 1)], CreditRefusal::UnknownProduct { product: BOX }),
        (vec![peach.clone()], vec![step(PEACH, PEACH, 1, 1)], CreditRefusal::Circle { product: PEACH }),
        (
            vec![peach.clone()],
            vec![step(PEACH, BOX, 1, 1), step(BOX, PEACH, 1, 1)],
            CreditRefusal::Circle { product: PEACH },
        ),
        (vec![year(PEACH, i64::MAX, &[(1, 1)], 0, 0, 0)], vec![], CreditRefusal::Overflow),
    ] {
        assert_eq!(credit_year(&products, &steps), Err(why));
    }
}

proptest! {
    #[test]
    fn credit_is_never_more_than_sold_and_never_falls_with_more_lists(
        opening in 0_i64..1_000,
        sources in prop::collection::vec((0_i64..10_000, 0_i64..10_000), 0..5),
        sold in 0_i64..50_000,
        fen in 0_i64..100_000_000,
        more in 0_i64..5_000,
    ) {
        let of = |sources: &[(i64, i64)]| credit_year(&[year(PEACH, opening, sources, sold, fen, 100)], &[]).unwrap()[0];
        let found = of(&sources);
        prop_assert!(found.credited_fen >= Fen::ZERO && found.credited_fen <= Fen(fen));
        prop_assert_eq!(found.credited_fen.plus(found.gap_fen), Some(Fen(fen)));
        prop_assert!(found.carried <= found.confirmed && found.carried <= 100);
        prop_assert_eq!(found.credited_fen == Fen(fen), found.confirmed >= sold || fen == 0);
        let raised: Vec<(i64, i64)> = sources.iter().map(|(taken_in, declared)| (*taken_in, declared + more)).collect();
        prop_assert!(of(&raised).credited_fen >= found.credited_fen);
    }

    #[test]
    fn repacking_never_makes_confirmation(declared in 0_i64..100_000, input in 1_i64..100_000, per in 1_i64..5_000) {
        let products = [year(PEACH, 0, &[(100_000, declared)], 0, 0, i64::MAX), year(BOX, 0, &[], 0, 0, i64::MAX)];
        let step = Repacked { from: PEACH, to: BOX, input, output: input / per };
        let found = credit_year(&products, &[step]).unwrap();
        prop_assert!(found[0].confirmed + found[1].confirmed * per <= declared);
    }
}
