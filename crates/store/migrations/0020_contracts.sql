-- Why: what was agreed with a grower, what was delivered on it and what is owed for it, kilogram by kilogram; what the
-- market pays elsewhere; and the days on which many of them meet.
-- Read by: the contract's two sides, the print in two copies, a household's income, a fair's totals.
-- Grows: some thousands of contracts a year, ten deliveries each.

-- 价格采集: one price seen at a place on a day.
-- append-only
CREATE TABLE price_sample (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    grade TEXT NOT NULL,
    place TEXT NOT NULL,
    day TEXT NOT NULL,
    fen_per_kg BIGINT NOT NULL CONSTRAINT price_sample_fen CHECK (fen_per_kg > 0),
    note TEXT NOT NULL,
    -- The sample that this one puts right, 0 for none.
    replaces BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX price_sample_of ON price_sample (county, crop, grade, day);

-- 产销对接活动: who hosts, where, when; its totals are those of its contracts, or stated and marked as such.
CREATE TABLE fair (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    division BIGINT,
    path TEXT NOT NULL,
    place TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    guests BIGINT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

-- What somebody stated about a fair that nobody counted: 7,000 trees, 6万余公斤.
-- append-only
CREATE TABLE fair_statement (
    county TEXT NOT NULL,
    fair BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    what TEXT NOT NULL,
    said TEXT NOT NULL,
    source TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, fair, seq)
);

-- 购销合同 and 订单农业.
-- append-only
CREATE TABLE contract (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT contract_kind CHECK (kind IN ('purchase', 'farming')),
    crop BIGINT NOT NULL,
    -- One of these sells; a villager in no register stands in party.
    producer BIGINT,
    household BIGINT,
    person BIGINT,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    -- One of these buys.
    unit BIGINT,
    outlet BIGINT,
    partner TEXT NOT NULL,
    buyer_path TEXT NOT NULL,
    kg BIGINT NOT NULL CONSTRAINT contract_kg CHECK (kg > 0),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    -- Who signs for somebody without papers or phone, and who saw it.
    proxy TEXT NOT NULL,
    witness TEXT NOT NULL,
    -- The offer and the fair that it came from, 0 for none.
    offer BIGINT NOT NULL,
    fair BIGINT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX contract_by_path ON contract (county, path, id);
CREATE INDEX contract_by_buyer ON contract (county, buyer_path, id);
CREATE INDEX contract_by_fair ON contract (county, fair) WHERE fair <> 0;

-- The price of each grade: fixed, or a floor under the market's price.
-- append-only
CREATE TABLE contract_price (
    county TEXT NOT NULL,
    contract BIGINT NOT NULL,
    -- Order on paper; the first is the grade that was agreed.
    seq BIGINT NOT NULL,
    grade TEXT NOT NULL,
    fen_per_kg BIGINT NOT NULL CONSTRAINT contract_price_fen CHECK (fen_per_kg > 0),
    PRIMARY KEY (county, contract, seq)
);

-- append-only
CREATE TABLE contract_end (
    county TEXT NOT NULL,
    contract BIGINT NOT NULL,
    how TEXT NOT NULL CONSTRAINT contract_end_how CHECK (how IN ('fulfilled', 'ended', 'void')),
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, contract)
);

-- append-only
CREATE TABLE delivery (
    county TEXT NOT NULL,
    contract BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    day TEXT NOT NULL,
    grams BIGINT NOT NULL,
    grade TEXT NOT NULL,
    -- The market's price of that day and grade, and from how many samples; 0 samples: said by hand.
    market_fen_per_kg BIGINT,
    samples BIGINT NOT NULL,
    fen_per_kg BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    inspection TEXT NOT NULL,
    -- The delivery that this one takes back, 0 for none.
    reverses BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, contract, seq)
);
