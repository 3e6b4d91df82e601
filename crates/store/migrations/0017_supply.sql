-- Why: what the villages have, what they will have, what does not sell, and who has to act by when.
-- Read by: the field app, the township's checks, the reporting table, matching, campaign sales, the officers' score.
-- Grows: a county of 579 villages with some three crops each writes about 25,000 reports a year.

-- A kind of produce with its season: inside it a village that grows it is asked, outside it nothing is due.
CREATE TABLE crop (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    -- First and last day of the season as MM-DD; the last may lie in the next year.
    season_from TEXT NOT NULL,
    season_to TEXT NOT NULL,
    cadence_days BIGINT NOT NULL,
    timely_days BIGINT NOT NULL,
    lock_days BIGINT NOT NULL,
    -- Supply that nobody said again is stale after so many days.
    stale_days BIGINT NOT NULL,
    -- Hours within which the township, then the county has to act on unsalable produce.
    township_hours BIGINT NOT NULL,
    county_hours BIGINT NOT NULL,
    -- More than this from one village in one report is odd, and stands on top when it is checked.
    odd_g BIGINT NOT NULL,
    -- What counts as accurate: this far from what was found, in ppm.
    tolerance_ppm BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX crop_name ON crop (county, name);

-- Which products of the catalogue are made of it.
CREATE TABLE crop_product (
    county TEXT NOT NULL,
    crop BIGINT NOT NULL,
    product BIGINT NOT NULL,
    PRIMARY KEY (county, crop, product)
);

-- Which village grows it, since when: from these follow the reports that are expected.
CREATE TABLE grower (
    county TEXT NOT NULL,
    crop BIGINT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    source TEXT NOT NULL CONSTRAINT grower_source CHECK (source IN ('office', 'survey')),
    PRIMARY KEY (county, crop, division)
);
CREATE INDEX grower_by_path ON grower (county, path);

-- What a village has or will have, said by somebody at a time. Nothing is changed: a later report replaces.
-- append-only
CREATE TABLE supply_report (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    -- Made by the device before there was a network: the same report sent twice is one.
    client TEXT NOT NULL,
    digest BYTEA NOT NULL,
    kind TEXT NOT NULL CONSTRAINT supply_report_kind CHECK (kind IN ('supply', 'nothing', 'survey')),
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    crop BIGINT NOT NULL,
    -- First day of the period that it speaks of; empty outside the season and for surveys.
    period TEXT NOT NULL,
    grams BIGINT NOT NULL CONSTRAINT supply_report_grams CHECK (grams >= 0),
    bound TEXT NOT NULL CONSTRAINT supply_report_bound CHECK (bound IN ('exact', 'at_least', 'at_most', 'about')),
    -- As it was typed: 6万余公斤.
    said TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    grade TEXT NOT NULL,
    fen_per_kg BIGINT,
    -- Surveys: a hundredth of a mu 亩.
    area_centimu BIGINT NOT NULL,
    household BIGINT,
    note TEXT NOT NULL,
    -- When it was filled in, by the device's clock put right.
    told_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    via TEXT NOT NULL CONSTRAINT supply_report_via CHECK (via IN ('app', 'bundle', 'phone', 'office')),
    device TEXT NOT NULL,
    device_seq BIGINT NOT NULL,
    -- With whom a clerk spoke who entered it after a call.
    informant TEXT NOT NULL,
    on_time BIGINT NOT NULL,
    after_lock BIGINT NOT NULL,
    -- Why its time cannot be believed; empty if it can.
    quarantine TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX supply_report_client ON supply_report (county, client);
CREATE INDEX supply_report_by_village ON supply_report (county, division, crop, period);
CREATE INDEX supply_report_by_path ON supply_report (county, path, id);
CREATE INDEX supply_report_by_time ON supply_report (county, received_at, id);

-- Which earlier reports a report takes the place of; named by the device's id, since it may arrive first.
-- append-only
CREATE TABLE supply_replacement (
    county TEXT NOT NULL,
    client TEXT NOT NULL,
    report BIGINT NOT NULL,
    PRIMARY KEY (county, client, report)
);

-- What the township or the county made of a report.
-- append-only
CREATE TABLE supply_check (
    county TEXT NOT NULL,
    report BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    verdict TEXT NOT NULL CONSTRAINT supply_check_verdict CHECK (verdict IN ('confirmed', 'wrong', 'follow_up', 'released')),
    -- What was found there, if somebody weighed or counted.
    found_g BIGINT,
    accurate BIGINT,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, report, seq)
);

-- Reopens one village for one period, by name.
-- append-only
CREATE TABLE report_exception (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    period TEXT NOT NULL,
    until_day TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX report_exception_of ON report_exception (county, crop, division, period);

-- Produce that does not sell, in three grades.
-- append-only
CREATE TABLE unsalable_report (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    client TEXT NOT NULL,
    digest BYTEA NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    crop BIGINT NOT NULL,
    grade TEXT NOT NULL CONSTRAINT unsalable_grade CHECK (grade IN ('already', 'near_ripe', 'may_become')),
    grams BIGINT NOT NULL CONSTRAINT unsalable_grams CHECK (grams > 0),
    bound TEXT NOT NULL CONSTRAINT unsalable_bound CHECK (bound IN ('exact', 'at_least', 'at_most', 'about')),
    said TEXT NOT NULL,
    ripe_on TEXT NOT NULL,
    spoil_on TEXT NOT NULL,
    fen_per_kg BIGINT,
    producer BIGINT,
    household BIGINT,
    note TEXT NOT NULL,
    told_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    via TEXT NOT NULL CONSTRAINT unsalable_via CHECK (via IN ('app', 'bundle', 'phone', 'office')),
    device TEXT NOT NULL,
    device_seq BIGINT NOT NULL,
    informant TEXT NOT NULL,
    quarantine TEXT NOT NULL,
    -- By when the township, then the county has to act.
    township_due TEXT NOT NULL,
    county_due TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX unsalable_client ON unsalable_report (county, client);
CREATE INDEX unsalable_by_path ON unsalable_report (county, path, id);

-- What was done about it, by whom, when: the declaration is the confirmation among these.
-- append-only
CREATE TABLE unsalable_act (
    county TEXT NOT NULL,
    report BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    act TEXT NOT NULL CONSTRAINT unsalable_act_kind CHECK (act IN ('confirmed', 'refused', 'withdrawn', 'help', 'closed')),
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    made_role TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, report, seq)
);

-- What a phone or a bundle brought and how it went, so that the officer sees the end of every item.
-- append-only
CREATE TABLE supply_refused (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    client TEXT NOT NULL,
    device TEXT NOT NULL,
    item TEXT NOT NULL,
    code TEXT NOT NULL,
    received_at TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    PRIMARY KEY (county, id)
);

-- Which lots come from produce that was reported as unsalable, and since which day.
ALTER TABLE lot ADD COLUMN unsalable BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lot ADD COLUMN unsalable_from TEXT NOT NULL DEFAULT '';
CREATE INDEX lot_by_unsalable ON lot (county, unsalable) WHERE unsalable <> 0;
