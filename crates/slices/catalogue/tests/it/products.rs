//! Products: local by origin, prices per 斤, names, and one query for a sale.

use crate::{COUNTY, Story, WANG, ZHANG, cooperative, peaches, place, product};
use base::ids::{DivisionId, ProductId};
use catalogue::{BadgeForm, ProducerForm, ProductAliasForm, ProductForm, ProductQuery, acts, desk};
use edge::Ask;

#[test]
fn local_is_where_it_grew_not_who_sells_it() {
    let story = Story::shaodong();
    let local = story.run(WANG, "2026-02-01", |tx, actor| {
        let outside =
            ProducerForm { kind: "enterprise".into(), name: "长沙某公司".into(), ..ProducerForm::default() };
        let changsha = acts::register_producer(tx, actor, (), outside)?.producer.id;
        let own = cooperative(tx, actor, "梧桐合作社");
        let grown_here = peaches(tx, changsha);
        let grown_elsewhere = ProductForm { origin: None, origin_text: "新邵县".into(), ..peaches(tx, own) };
        let mut ids = Vec::new();
        for form in [grown_here, grown_elsewhere] {
            ids.push(acts::register_product(tx, actor, (), form)?.product.id);
        }
        desk::products_at(tx, COUNTY, &[ids[1], ids[0], ProductId(99)], actor.now)
    });
    let seen: Vec<_> =
        local.iter().map(|p| (p.id.0, p.local, p.listed, p.certificate_due, p.producer_name.as_str())).collect();
    assert_eq!(seen, [(2, false, false, true, "梧桐合作社"), (1, true, false, true, "长沙某公司")]);
    assert!(local[1].producer_path.starts_with("/out/p"));
}

#[test]
fn found_by_pinyin_and_by_the_names_that_shops_write() {
    let story = Story::shaodong();
    story.run(ZHANG, "2020-03-01", |tx, actor| {
        let producer = cooperative(tx, actor, "梧桐合作社");
        let id = product(tx, actor, producer);
        acts::add_alias(tx, actor, id, ProductAliasForm { alias: "锦绣黄桃".into() })?;
        for (q, found) in [("ht", 1), ("huangt", 1), ("锦绣", 1), ("jx", 1), ("脐橙", 0), ("", 1)] {
            let query = ProductQuery { q: q.into(), ..ProductQuery::default() };
            assert_eq!(acts::products(tx, actor, (), query, &Ask::default())?.items.len(), found, "{q}");
        }
        let page = acts::products(tx, actor, (), ProductQuery::default(), &Ask::default())?;
        let row = &page.items[0];
        assert_eq!(
            (row.price_per_jin_fen, row.price_per_kg_fen, row.origin.as_str()),
            (Some(1000), Some(2000), "斫曹乡梧桐村")
        );
        assert_eq!(desk::product_names(tx, COUNTY)?, [(id, "黄桃".to_owned(), vec!["锦绣黄桃".to_owned()])]);
        Ok(())
    });
    let twice = |tx: &mut store::Tx<'_>, actor: &edge::Actor| {
        let form = peaches(tx, base::ids::ProducerId(1));
        acts::register_product(tx, actor, (), form)
    };
    assert_eq!(story.refused(ZHANG, "2020-03-01", twice), "product.twice");
}

#[test]
fn a_producer_outside_the_scope_is_not_mine_to_register() {
    let story = Story::shaodong();
    let elsewhere = |tx: &mut store::Tx<'_>, actor: &edge::Actor| {
        let division = Some(place(tx, "斫曹乡上斫村"));
        acts::register_producer(
            tx,
            actor,
            (),
            ProducerForm { kind: "cooperative".into(), name: "乙".into(), division, ..ProducerForm::default() },
        )
    };
    assert_eq!(story.refused(ZHANG, "2020-03-01", elsewhere), "edge.outside_scope");
    let unknown = |tx: &mut store::Tx<'_>, actor: &edge::Actor| {
        let division = Some(DivisionId(99_999));
        acts::register_producer(
            tx,
            actor,
            (),
            ProducerForm { kind: "cooperative".into(), name: "乙".into(), division, ..ProducerForm::default() },
        )
    };
    assert_eq!(story.refused(ZHANG, "2020-03-01", unknown), "division.unknown");
    let real_code = |tx: &mut store::Tx<'_>, actor: &edge::Actor| {
        let form = ProducerForm {
            kind: "enterprise".into(),
            name: "厦门某公司".into(),
            document_kind: "credit_code".into(),
            document_number: "91350211M0000XUF46".into(),
            ..ProducerForm::default()
        };
        acts::register_producer(tx, actor, (), form)
    };
    let view = story.run(WANG, "2020-03-01", real_code);
    assert_eq!((view.producer.document_verdict.as_str(), view.warnings.len()), ("check_failed", 1));
    assert_eq!(story.refused(WANG, "2020-03-01", real_code), "producer.document_taken");
}

#[test]
fn a_badge_that_ends_soon_is_called_to_mind() {
    let story = Story::shaodong();
    let kinds = story.run(ZHANG, "2020-03-01", |tx, actor| {
        let producer = cooperative(tx, actor, "梧桐合作社");
        let id = product(tx, actor, producer);
        let badge = |kind: &str, to: &str| BadgeForm {
            kind: kind.into(),
            certificate_number: "LB-1".into(),
            issuer: String::new(),
            valid_from: "2019-01-01".parse().unwrap(),
            valid_to: to.parse().ok(),
        };
        acts::add_badge(tx, actor, id, badge("organic", "2021-12-31"))?;
        let view = acts::add_badge(tx, actor, id, badge("green", "2020-03-31"))?;
        assert_eq!(view.product.badges, "green,organic");
        let tasks = (catalogue::slice().tasks.unwrap())(tx, actor)?;
        Ok(tasks.into_iter().map(|t| (t.kind, t.count, t.due_on.map(|d| d.to_string()))).collect::<Vec<_>>())
    });
    assert_eq!(kinds, [("badge.ends".to_owned(), 1, Some("2020-03-31".to_owned()))]);
}
