-- Why: growers ask somebody who knows, and what was said to them is worth keeping; producers answer offers of their own
-- goods, and either side may propose something else.
-- Read by: phones of villages and producers, the technical guide, township, department. Grows: a line for each township
-- and purpose, some notes a week for each village.
CREATE TABLE helpline (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    purpose TEXT NOT NULL CONSTRAINT helpline_purpose CHECK (purpose IN ('guidance', 'market')),
    -- The township that it answers for; none is the whole county.
    division BIGINT,
    path TEXT NOT NULL,
    -- Name and phone, sealed.
    party BIGINT NOT NULL,
    hours TEXT NOT NULL,
    ended BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    changed_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX helpline_by_path ON helpline (county, path);

-- Crops that it answers for; none are all.
CREATE TABLE helpline_crop (
    county TEXT NOT NULL,
    helpline BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    PRIMARY KEY (county, helpline, crop)
);

-- What was advised, to whom, against what. Nothing is changed: a later note names the one that it follows.
-- append-only
CREATE TABLE advice (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    -- Made by the device before there was a network: the same note sent twice is one.
    client TEXT NOT NULL,
    digest BYTEA NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    crop BIGINT NOT NULL,
    -- Who asked, sealed.
    party BIGINT NOT NULL,
    problem TEXT NOT NULL,
    advice TEXT NOT NULL,
    -- When somebody looks again; empty for never.
    follow_on TEXT NOT NULL,
    follows BIGINT,
    told_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    via TEXT NOT NULL CONSTRAINT advice_via CHECK (via IN ('app', 'bundle', 'phone', 'office')),
    device TEXT NOT NULL,
    device_seq BIGINT NOT NULL,
    informant TEXT NOT NULL,
    quarantine TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    made_role TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX advice_client ON advice (county, client);
CREATE INDEX advice_by_path ON advice (county, path, id);
CREATE INDEX advice_that_follows ON advice (county, follows) WHERE follows IS NOT NULL;

-- Whose goods an offer speaks of, if they were reported of one producer.
ALTER TABLE offer ADD COLUMN producer BIGINT;
CREATE INDEX offer_by_producer ON offer (county, producer, id) WHERE producer IS NOT NULL;
-- The side that proposed a change; empty is the office.
ALTER TABLE offer_act ADD COLUMN side TEXT NOT NULL DEFAULT '';
