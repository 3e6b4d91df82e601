//! What bases come to in each village: land, trees, growers, rent; summed by where the plots lie.

use base::{Fen, Refusal, ids::DivisionId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

store::row! {
    /// A village's plots of one crop, summed.
    #[derive(Clone, Debug)]
    struct Sums {
        division: DivisionId,
        bases: i64,
        plots: i64,
        area_centimu: i64,
        trees: i64,
        rented_centimu: i64,
        growers: i64,
        households: i64,
        rent_fen: Fen,
        paid_fen: Fen,
    }
}

/// A village with what stands there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BaseTotalRow {
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// Bases with land there.
    pub bases: i64,
    /// Plots.
    pub plots: i64,
    /// Their area, hundredths of a mu.
    pub area_centimu: i64,
    /// Trees.
    pub trees: i64,
    /// Of the area rented.
    pub rented_centimu: i64,
    /// Holders of member plots.
    pub growers: i64,
    /// Assisted households that hold land there, rented out or as members.
    pub households: i64,
    /// Rent a year.
    pub rent_fen: Fen,
    /// Paid for this year.
    pub paid_fen: Fen,
}

/// What is summed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TotalsFilter {
    /// Only this crop.
    pub crop: i64,
}

/// Totals per village of what is kept today. **Who:** whoever sees supply; villages in one's scope.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: TotalsFilter,
    ask: &Ask,
) -> Result<Page<BaseTotalRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let listing = Listing {
        base: "SELECT p.division, COUNT(DISTINCT p.base) AS bases, COUNT(*) AS plots, CAST(SUM(p.area_centimu) AS BIGINT) AS area_centimu,
            CAST(SUM(p.trees) AS BIGINT) AS trees,
            CAST(SUM(CASE WHEN p.kind = 'rented' THEN p.area_centimu ELSE 0 END) AS BIGINT) AS rented_centimu,
            COUNT(DISTINCT CASE WHEN p.kind = 'member' THEN COALESCE(p.household, -p.person) END) AS growers,
            COUNT(DISTINCT p.household) AS households, CAST(SUM(p.rent_fen) AS BIGINT) AS rent_fen,
            CAST(SUM(COALESCE((SELECT SUM(y.fen) FROM rent_payment y WHERE y.county = p.county AND y.plot = p.id AND y.year = $3), 0))
              AS BIGINT) AS paid_fen, p.division AS sort_id
            FROM plot p JOIN base b ON b.county = p.county AND b.id = p.base
            WHERE p.county = $1 AND p.from_day <= $2 AND p.to_day >= $2 AND b.closed_on > $2 AND p.path >= $4 AND p.path < $5
              AND ($6 = 0 OR p.crop = $6) GROUP BY p.division",
        params: params![actor.county_id(), actor.day(), i64::from(actor.day().year()), from, until, filter.crop].to_vec(),
        sorts: &["-area_centimu", "trees", "plots", "rent_fen", "paid_fen"],
        sums: &["plots", "area_centimu", "trees", "rented_centimu", "rent_fen", "paid_fen"],
    };
    let page: Page<Sums> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for sums in page.items {
        items.push(BaseTotalRow {
            division_name: places::desk::full_name(tx, actor.county_id(), sums.division)?,
            division: sums.division,
            bases: sums.bases,
            plots: sums.plots,
            area_centimu: sums.area_centimu,
            trees: sums.trees,
            rented_centimu: sums.rented_centimu,
            growers: sums.growers,
            households: sums.households,
            rent_fen: sums.rent_fen,
            paid_fen: sums.paid_fen,
        });
    }
    Ok(Page { items, next: page.next, total: page.total })
}
