-- Why: a drive to sell what was declared unsalable: whose produce, who promised to buy, what became of the promise; and
-- what others say of produce that its own village did not report.
-- Read by: the campaign's page with its funnel, the list of candidates for a case of silence.
-- Grows: some dozens of campaigns a year, some hundred pledges each; hints a few hundred a year.

-- 滞销产品助销行动.
CREATE TABLE campaign (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    note TEXT NOT NULL,
    ended_reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

-- A declared report stands in one campaign.
-- append-only
CREATE TABLE campaign_report (
    county TEXT NOT NULL,
    campaign BIGINT NOT NULL,
    report BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, report)
);
CREATE INDEX campaign_report_by_campaign ON campaign_report (county, campaign);

-- 认购: what somebody promised to buy.
-- append-only
CREATE TABLE pledge (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    -- One of these promises; a person stands in party.
    unit BIGINT,
    outlet BIGINT,
    partner TEXT NOT NULL,
    person BIGINT,
    path TEXT NOT NULL,
    -- In what capacity: 人大代表, 结对干部 …
    helper_kind TEXT NOT NULL,
    crop BIGINT NOT NULL,
    kg BIGINT NOT NULL CONSTRAINT pledge_kg CHECK (kg > 0),
    -- To whom it is given away; empty if the buyer keeps it.
    given_to TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX pledge_by_campaign ON pledge (county, campaign, id);

-- What became of it.
-- append-only
CREATE TABLE pledge_act (
    county TEXT NOT NULL,
    pledge BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    act TEXT NOT NULL CONSTRAINT pledge_act_kind CHECK (act IN ('ordered', 'delivered', 'paid', 'withdrawn', 'undone')),
    day TEXT NOT NULL,
    kg BIGINT NOT NULL,
    -- Of an order.
    fen_per_kg BIGINT NOT NULL,
    -- Of a payment.
    fen BIGINT NOT NULL,
    -- The act that this one undoes, 0 for none.
    undoes BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, pledge, seq)
);

-- 滞销线索: what somebody other than the village's officer said of produce that does not sell.
-- append-only
CREATE TABLE unsalable_hint (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    day TEXT NOT NULL,
    source TEXT NOT NULL CONSTRAINT unsalable_hint_source CHECK (source IN ('household', 'outlet', 'visit', 'complaint', 'other')),
    household BIGINT,
    outlet BIGINT,
    said TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX unsalable_hint_of ON unsalable_hint (county, division, crop, day);
CREATE INDEX unsalable_hint_by_path ON unsalable_hint (county, path, id);

-- A hint that turned out to be wrong.
-- append-only
CREATE TABLE unsalable_hint_end (
    county TEXT NOT NULL,
    hint BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, hint)
);
