-- Why: what every slice stands on: the county itself, its sequences, the audit trail, replays.
-- Read by: edge (audit, idempotency), huoshui (county), store (counter).
-- Grows: audit and idempotency by one row for each act; old idempotency rows are pruned.
CREATE TABLE county (
    county TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind_word TEXT NOT NULL,
    policy TEXT NOT NULL,
    simulated BIGINT NOT NULL,
    set_up_at TEXT NOT NULL
);

CREATE TABLE counter (
    county TEXT NOT NULL,
    name TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (county, name)
);

-- Each person's acts form a chain of their own, so that people never wait for each other;
-- the day root ties all chains together. Person 0 is the program itself.
-- append-only
CREATE TABLE audit (
    county TEXT NOT NULL,
    person BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at TEXT NOT NULL,
    post BIGINT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    asked_digest BYTEA NOT NULL,
    result_digest BYTEA NOT NULL,
    detail TEXT NOT NULL,
    origin TEXT NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (county, person, seq)
);
CREATE INDEX audit_by_time ON audit (county, at);
CREATE INDEX audit_by_subject ON audit (county, subject, at);

CREATE TABLE audit_head (
    county TEXT NOT NULL,
    person BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (county, person)
);

-- append-only
CREATE TABLE day_root (
    county TEXT NOT NULL,
    day TEXT NOT NULL,
    root BYTEA NOT NULL,
    heads TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, day)
);

CREATE TABLE idempotency (
    county TEXT NOT NULL,
    person BIGINT NOT NULL,
    route TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    body_digest BYTEA NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, person, route, sent_key)
);
CREATE INDEX idempotency_by_age ON idempotency (made_at);
