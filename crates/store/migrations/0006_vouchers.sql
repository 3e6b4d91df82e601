-- Why: a union's named right to pick up listed goods: who holds it, for what reason it was issued, where it went.
-- Read by: every sale that a voucher pays, statements between unions and outlets, settlement.
-- Grows: 5,000 accounts and some 20,000 redemptions a county and year.

-- A unit whose union issues vouchers or whose canteen buys; each basic union pays for itself.
CREATE TABLE unit (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT unit_kind CHECK (kind IN ('organ', 'school', 'hospital', 'enterprise')),
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    union_name TEXT NOT NULL,
    -- Department whose field it is in: 教育, 卫健, 总工会 …
    field TEXT NOT NULL,
    division BIGINT,
    path TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX unit_path ON unit (county, path);
CREATE UNIQUE INDEX unit_name ON unit (county, name);

-- A person on a unit's list. identity is a keyed digest of name and phone, the same in every union.
CREATE TABLE worker (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    party BIGINT NOT NULL,
    identity BYTEA NOT NULL,
    department TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    -- First day on which the person is no longer on the list; 9999-12-31 while they are.
    left_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX worker_identity ON worker (county, unit, identity);
CREATE INDEX worker_by_identity ON worker (county, identity);

-- A union's vouchers of one year.
CREATE TABLE programme (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    unit_path TEXT NOT NULL,
    year BIGINT NOT NULL,
    title TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT programme_state CHECK (state IN ('open', 'closed')),
    closed_for TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id),
    CONSTRAINT programme_period CHECK (valid_from <= valid_to)
);
CREATE UNIQUE INDEX programme_of_year ON programme (county, unit, year);

-- What one person was issued in a year, over all unions. The ceiling is the policy's at the issue.
CREATE TABLE voucher_year (
    county TEXT NOT NULL,
    year BIGINT NOT NULL,
    identity BYTEA NOT NULL,
    ceiling_fen BIGINT NOT NULL,
    issued_fen BIGINT NOT NULL,
    PRIMARY KEY (county, year, identity),
    CONSTRAINT voucher_year_ceiling CHECK (issued_fen <= ceiling_fen)
);

CREATE TABLE account (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    programme BIGINT NOT NULL,
    worker BIGINT NOT NULL,
    party BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    path TEXT NOT NULL,
    issued_fen BIGINT NOT NULL,
    balance_fen BIGINT NOT NULL,
    lapsed_fen BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT account_state CHECK (state IN ('open', 'blocked')),
    -- Why it was blocked, or opened again.
    state_reason TEXT NOT NULL,
    spent_at TEXT NOT NULL,
    -- 30-second step of the last rotating code used; no code is used twice.
    code_step BIGINT NOT NULL,
    PRIMARY KEY (county, id),
    CONSTRAINT account_balance CHECK (balance_fen >= 0)
);
CREATE UNIQUE INDEX account_of_worker ON account (county, programme, worker);
CREATE UNIQUE INDEX account_path ON account (county, path);

-- Each issue names its holiday or reason.
-- append-only
CREATE TABLE issue (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    programme BIGINT NOT NULL,
    reason TEXT NOT NULL,
    reason_text TEXT NOT NULL,
    -- The list of workers is taken as of this day.
    list_day TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    workers BIGINT NOT NULL,
    total_fen BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX issue_by_programme ON issue (county, programme, id);

-- append-only
CREATE TABLE issue_line (
    county TEXT NOT NULL,
    issue BIGINT NOT NULL,
    account BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL CONSTRAINT issue_line_amount CHECK (amount_fen > 0),
    PRIMARY KEY (county, issue, account)
);

-- Printed vouchers. The secret on the paper is derived from the key and kept nowhere.
CREATE TABLE slip (
    county TEXT NOT NULL,
    number BIGINT NOT NULL,
    account BIGINT NOT NULL,
    state TEXT NOT NULL CONSTRAINT slip_state CHECK (state IN ('live', 'dead')),
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, number)
);
CREATE INDEX slip_by_account ON slip (county, account, state);

-- Collection by another (代领): one code, one day, one ceiling; who collects stands in party.
CREATE TABLE collection (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    account BIGINT NOT NULL,
    collector BIGINT NOT NULL,
    ceiling_fen BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT collection_state CHECK (state IN ('live', 'used', 'withdrawn')),
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX collection_by_account ON collection (county, account);

-- What accounts paid and got back, each with the entry of the outlet's book that it belongs to.
-- append-only
CREATE TABLE redemption (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    book_seq BIGINT NOT NULL,
    account BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT redemption_kind CHECK (kind IN ('spend', 'refund')),
    -- The sale that a refund gives back; of a spend its own entry.
    sale_seq BIGINT NOT NULL,
    programme BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL CONSTRAINT redemption_amount CHECK (amount_fen > 0),
    by_key TEXT NOT NULL CONSTRAINT redemption_key CHECK (by_key IN ('slip', 'code', 'collection', 'sale')),
    key_no BIGINT NOT NULL,
    day TEXT NOT NULL,
    person BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, outlet, book_seq, account, kind)
);
CREATE INDEX redemption_by_account ON redemption (county, account, at);
CREATE INDEX redemption_by_programme ON redemption (county, programme, outlet, day);
CREATE INDEX redemption_by_sale ON redemption (county, outlet, sale_seq);

-- What a union owes an outlet for a period: redemptions less refunds.
CREATE TABLE statement (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    programme BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    unit_path TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    outlet_path TEXT NOT NULL,
    outlet_name TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    redemptions BIGINT NOT NULL,
    spent_fen BIGINT NOT NULL,
    refunded_fen BIGINT NOT NULL,
    net_fen BIGINT NOT NULL,
    -- Not paid before this day: the cooling-off.
    payable_on TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT statement_state CHECK (state IN ('drawn', 'confirmed', 'paid', 'withdrawn')),
    payout BIGINT,
    note TEXT NOT NULL,
    drawn_by BIGINT NOT NULL,
    drawn_at TEXT NOT NULL,
    confirmed_by BIGINT,
    confirmed_at TEXT,
    PRIMARY KEY (county, id)
);
CREATE INDEX statement_by_state ON statement (county, state, payable_on);
CREATE INDEX statement_by_unit ON statement (county, unit_path);
CREATE INDEX statement_by_outlet ON statement (county, outlet_path);

-- Which statement a redemption stands in: one at most.
CREATE TABLE statement_line (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    book_seq BIGINT NOT NULL,
    account BIGINT NOT NULL,
    kind TEXT NOT NULL,
    statement BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, book_seq, account, kind)
);
CREATE INDEX statement_line_by_statement ON statement_line (county, statement);

-- A pay-out in bulk, by each union itself or through one clearing body.
CREATE TABLE payout (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    way TEXT NOT NULL CONSTRAINT payout_way CHECK (way IN ('direct', 'clearing')),
    clearing_body TEXT NOT NULL,
    document_no TEXT NOT NULL,
    on_day TEXT NOT NULL,
    statements BIGINT NOT NULL,
    total_fen BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
