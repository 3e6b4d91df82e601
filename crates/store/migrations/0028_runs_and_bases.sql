-- Why: what was agreed has to be fetched, village by village, with a vehicle that takes so much; and somebody grew it: on
-- a base of plots, rented from households, or scattered among the members of a co-operative.
-- Read by: run sheets and the township's list (market); bases, totals of villages, a household's page (supply).
-- Grows: some runs a day in a season with ten stops each; some hundred bases, their plots, a payment a plot and year.

-- 集货车次: one vehicle on one day in one township. Edited as long as nothing was loaded.
CREATE TABLE collection_run (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    township BIGINT NOT NULL,
    path TEXT NOT NULL,
    day TEXT NOT NULL,
    vehicle TEXT NOT NULL,
    limit_g BIGINT NOT NULL CONSTRAINT collection_run_limit CHECK (limit_g > 0),
    -- Most villages that it calls at, 0 for as many as there are.
    stops_most BIGINT NOT NULL,
    -- Where it goes: a township or village, 0 for outside the county.
    to_division BIGINT NOT NULL,
    to_place TEXT NOT NULL,
    -- What it costs; none: by the table of ways.
    cost_fen BIGINT,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX collection_run_by_path ON collection_run (county, path, day);

-- What it takes up, in the order in which it calls.
CREATE TABLE collection_stop (
    county TEXT NOT NULL,
    run BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    source TEXT NOT NULL CONSTRAINT collection_stop_source CHECK (source IN ('offer', 'contract')),
    source_id BIGINT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    grams BIGINT NOT NULL CONSTRAINT collection_stop_grams CHECK (grams > 0),
    PRIMARY KEY (county, run, seq)
);
CREATE INDEX collection_stop_of ON collection_stop (county, source, source_id);
CREATE INDEX collection_stop_by_path ON collection_stop (county, path, run);

-- What was loaded, when; the newest holds.
-- append-only
CREATE TABLE collection_taking (
    county TEXT NOT NULL,
    run BIGINT NOT NULL,
    stop BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    grams BIGINT NOT NULL CONSTRAINT collection_taking_grams CHECK (grams >= 0),
    loaded_at TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, run, stop, seq)
);

-- append-only
CREATE TABLE collection_end (
    county TEXT NOT NULL,
    run BIGINT NOT NULL,
    how TEXT NOT NULL CONSTRAINT collection_end_how CHECK (how IN ('done', 'cancelled')),
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, run)
);

-- 基地: a place where one operator grows, or for which a co-operative speaks.
CREATE TABLE base (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- One of the two operates it.
    producer BIGINT,
    household BIGINT,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    from_day TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX base_by_path ON base (county, path, id);

-- 地块: a piece of it, or the trees of a member of the co-operative; whose land it is, and what is paid for it a year.
CREATE TABLE plot (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    base BIGINT NOT NULL,
    -- own: the operator's; rented: from the holder, for money; member: grown by the holder, sold through the operator.
    kind TEXT NOT NULL CONSTRAINT plot_kind CHECK (kind IN ('own', 'rented', 'member')),
    name TEXT NOT NULL,
    crop BIGINT NOT NULL,
    area_centimu BIGINT NOT NULL CONSTRAINT plot_area CHECK (area_centimu > 0),
    trees BIGINT NOT NULL CONSTRAINT plot_trees CHECK (trees >= 0),
    -- The holder: an assisted household, or somebody in no register, whose name stands in party.
    household BIGINT,
    person BIGINT,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    rent_fen BIGINT NOT NULL CONSTRAINT plot_rent CHECK (rent_fen >= 0),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX plot_by_base ON plot (county, base, id);
CREATE INDEX plot_by_path ON plot (county, path, id);
CREATE INDEX plot_by_household ON plot (county, household) WHERE household IS NOT NULL;

-- 地租: paid to whom the land is rented from, for a year.
-- append-only
CREATE TABLE rent_payment (
    county TEXT NOT NULL,
    plot BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    year BIGINT NOT NULL,
    paid_on TEXT NOT NULL,
    fen BIGINT NOT NULL,
    how TEXT NOT NULL CONSTRAINT rent_payment_how CHECK (how IN ('cash', 'bank')),
    note TEXT NOT NULL,
    -- The payment that this one takes back, 0 for none.
    reverses BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, plot, seq)
);
