-- Why: what one side says, another has to hear and may answer; what was wrong is undone where it was written; and nobody
-- decides on what came from a phone that they handed out.
-- Read by: the keeper's phone, contracts and their lists, the checks of reports.
-- Grows: a row for each slip that was wrong, each answer to a contract, each phone that is bound.

-- What a phone undid, by the id that it made: the same undoing twice is one. `number` is the reversal.
-- append-only
CREATE TABLE point_undo (
    county TEXT NOT NULL,
    client TEXT NOT NULL,
    digest BYTEA NOT NULL,
    outlet BIGINT NOT NULL,
    number BIGINT NOT NULL,
    device TEXT NOT NULL,
    device_seq BIGINT NOT NULL,
    told_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    quarantine TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    PRIMARY KEY (county, client)
);
CREATE INDEX point_undo_by_outlet ON point_undo (county, outlet, received_at);

-- What the sides say of a contract: the side that kept it says so by keeping it; agreed, disputed, settled.
-- append-only
CREATE TABLE contract_answer (
    county TEXT NOT NULL,
    contract BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    -- Empty is the county office, which settles for both.
    side TEXT NOT NULL CONSTRAINT contract_answer_side CHECK (side IN ('buyer', 'seller', '')),
    says TEXT NOT NULL CONSTRAINT contract_answer_says CHECK (says IN ('kept', 'agreed', 'disputed', 'settled')),
    -- Of which delivery, 0 for the contract itself.
    delivery BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, contract, seq)
);

-- Who handed out a phone, kept longer than the code and the sign-in that came of it.
ALTER TABLE device_code ADD COLUMN made_post BIGINT NOT NULL DEFAULT 0;
-- append-only
CREATE TABLE device_binding (
    county TEXT NOT NULL,
    session BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    handed_by BIGINT NOT NULL,
    handed_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, session)
);

-- From whose hands the phone of a report came.
-- append-only
CREATE TABLE supply_phone (
    county TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT supply_phone_kind CHECK (kind IN ('supply', 'unsalable')),
    report BIGINT NOT NULL,
    handed_by BIGINT NOT NULL,
    PRIMARY KEY (county, kind, report)
);
