-- Why: what buyers want, which plan brings it together with what villages have, and what people made of the plan.
-- Read by: matching, the offers' two sides, the campaign's funnel. Grows: a county's buyers state some thousands of
-- demands a year; a run keeps its instance and its answer, so that anybody can solve it again.
CREATE TABLE demand (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    -- One of these buys; a partner is in no register.
    unit BIGINT,
    outlet BIGINT,
    partner TEXT NOT NULL,
    -- Place of the buyer in the scope tree.
    path TEXT NOT NULL,
    -- Where it is to be brought; none is outside the county.
    division BIGINT,
    kg BIGINT NOT NULL CONSTRAINT demand_kg CHECK (kg > 0),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    max_fen_per_kg BIGINT,
    -- 定向直购: the division that it must come from.
    directed_to BIGINT,
    -- Standing order: the same window again every so many days, until a day; 0 is once.
    repeat_days BIGINT NOT NULL,
    until_day TEXT NOT NULL,
    note TEXT NOT NULL,
    ended_reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX demand_by_crop ON demand (county, crop, to_day);

-- Transport as somebody who knows the roads says it; where there is no row the stated rule of thumb holds.
CREATE TABLE transport_cost (
    county TEXT NOT NULL,
    -- Township, and township or 0 for outside the county.
    from_township BIGINT NOT NULL,
    to_township BIGINT NOT NULL,
    fen_per_kg BIGINT NOT NULL CONSTRAINT transport_cost_fen CHECK (fen_per_kg >= 0),
    PRIMARY KEY (county, from_township, to_township)
);

-- append-only
CREATE TABLE matching_run (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    horizon_days BIGINT NOT NULL,
    -- 0: no rule between villages.
    least_share_ppm BIGINT NOT NULL,
    supplies BIGINT NOT NULL,
    demands BIGINT NOT NULL,
    matched_kg BIGINT NOT NULL,
    transport_fen BIGINT NOT NULL,
    optimal BIGINT NOT NULL,
    -- The instance as `huoshui match` reads it, and what the solver answered, with reasons.
    instance TEXT NOT NULL,
    answer TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

-- A flow of a plan: a proposal to a village and a buyer.
-- append-only
CREATE TABLE offer (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    source TEXT NOT NULL CONSTRAINT offer_source CHECK (source IN ('report', 'unsalable')),
    source_id BIGINT NOT NULL,
    demand BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    division BIGINT NOT NULL,
    -- Place of the village, and of the buyer, in the scope tree.
    path TEXT NOT NULL,
    buyer_path TEXT NOT NULL,
    kg BIGINT NOT NULL CONSTRAINT offer_kg CHECK (kg > 0),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    -- What the village asks, what the buyer pays at most, what a kg costs to bring; prices are theirs to agree.
    asked_fen_per_kg BIGINT,
    max_fen_per_kg BIGINT,
    transport_fen_per_kg BIGINT NOT NULL,
    why_zh TEXT NOT NULL,
    why_en TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX offer_by_run ON offer (county, run, id);
CREATE INDEX offer_by_path ON offer (county, path, id);
CREATE INDEX offer_by_buyer ON offer (county, buyer_path, id);
CREATE INDEX offer_by_demand ON offer (county, demand);
CREATE INDEX offer_by_source ON offer (county, source, source_id);

-- append-only
CREATE TABLE offer_act (
    county TEXT NOT NULL,
    offer BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    act TEXT NOT NULL CONSTRAINT offer_act_kind CHECK (act IN ('sent', 'withdrawn', 'changed', 'buyer_accepted',
        'buyer_refused', 'village_accepted', 'village_refused')),
    -- What stands after a change or an acceptance.
    kg BIGINT,
    fen_per_kg BIGINT,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, offer, seq)
);
