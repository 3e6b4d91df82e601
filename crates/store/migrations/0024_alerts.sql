-- Why: what somebody has to hear of at once, such as produce that does not sell: in the inbox of their post, and in the
-- chat group or system that the county named. Read by: inboxes, the stream of events, the courier of webhooks.
-- Grows: some thousands a year; texts hold no personal data.

-- append-only
CREATE TABLE alert (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    -- What it is about, so that the same is told once.
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    -- The page that shows it.
    link TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX alert_once ON alert (county, subject);

-- Whom it is told: posts of a role whose scope covers a place; an empty path is all of the role.
-- append-only
CREATE TABLE alert_to (
    county TEXT NOT NULL,
    alert BIGINT NOT NULL,
    role TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (county, alert, role, path)
);
CREATE INDEX alert_to_role ON alert_to (county, role, path, alert);

-- Up to where a post has read its inbox.
CREATE TABLE alert_read (
    county TEXT NOT NULL,
    post BIGINT NOT NULL,
    upto BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, post)
);

-- Where alerts go outside: a chat group's robot, or a system of the county. Address and secret are sealed, since who
-- knows them may write there.
CREATE TABLE webhook (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT webhook_kind CHECK (kind IN ('wecom', 'dingtalk', 'signed')),
    host TEXT NOT NULL,
    url BYTEA NOT NULL,
    secret BYTEA,
    ended_at TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

-- One alert on its way to one address.
CREATE TABLE webhook_delivery (
    county TEXT NOT NULL,
    webhook BIGINT NOT NULL,
    alert BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at TEXT NOT NULL,
    -- `waiting`, `delivered` or `given_up`.
    state TEXT NOT NULL CONSTRAINT webhook_delivery_state CHECK (state IN ('waiting', 'delivered', 'given_up')),
    -- What the other side said last.
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, webhook, alert)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (county, next_at) WHERE state = 'waiting';

-- Which time limit of a report of unsalable produce was told to have run out.
-- append-only
CREATE TABLE unsalable_told (
    county TEXT NOT NULL,
    report BIGINT NOT NULL,
    stage TEXT NOT NULL CONSTRAINT unsalable_told_stage CHECK (stage IN ('township', 'county')),
    at TEXT NOT NULL,
    PRIMARY KEY (county, report, stage)
);
