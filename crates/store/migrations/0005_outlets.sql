-- Why: whoever keeps a book here, and by which dated acts they were authorised to.
-- Read by: every sale (is this outlet authorised today?), settlement (since when, until when), the public check.
-- Grows: some dozens of outlets and hundreds of village points a county, a few acts a year each.
CREATE TABLE outlet (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT outlet_kind CHECK (kind IN ('shop', 'pavilion', 'area', 'cabinet', 'village_point', 'online')),
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    -- Empty for an outlet outside the county's tree (the pavilion in the provincial capital).
    division BIGINT,
    path TEXT NOT NULL,
    address TEXT NOT NULL,
    hours TEXT NOT NULL,
    operator TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    -- Person in charge and payee: name, phone and bank account stand in party.
    contact BIGINT,
    own_till BIGINT NOT NULL,
    platform TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    note TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX outlet_path ON outlet (county, path);
CREATE INDEX outlet_by_name ON outlet (county, name);

-- The acts that make, pause and end an authorisation; what holds on a day follows from the
-- acts up to that day. on_day is the first day on which the act holds.
-- append-only
CREATE TABLE authorisation_act (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    act TEXT NOT NULL CONSTRAINT authorisation_act_kind CHECK (act IN ('granted', 'suspended', 'resumed', 'revoked', 'ended')),
    on_day TEXT NOT NULL,
    -- Last day of a granted term, 9999-12-31 if open.
    valid_to TEXT NOT NULL,
    reason TEXT NOT NULL,
    document_no TEXT NOT NULL,
    -- What becomes of stock, open orders and vouchers.
    wind_down TEXT NOT NULL,
    -- Revocations only: who had proposed it.
    proposed_by BIGINT,
    decided_by BIGINT NOT NULL,
    decided_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, outlet, seq)
);

-- A revocation is proposed by one person and decided by another.
CREATE TABLE revocation (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    ground TEXT NOT NULL CONSTRAINT revocation_ground CHECK (ground IN ('no_sales', 'low_sales', 'no_cooperation', 'other')),
    reason TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT revocation_state CHECK (state IN ('open', 'revoked', 'rejected')),
    proposed_by BIGINT NOT NULL,
    proposed_at TEXT NOT NULL,
    decided_by BIGINT,
    decided_at TEXT,
    decision TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX revocation_by_outlet ON revocation (county, outlet, state);

-- One certificate for each outlet that was ever authorised; its code can be checked by anybody.
CREATE TABLE certificate (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    number TEXT NOT NULL,
    code TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    PRIMARY KEY (county, outlet)
);
CREATE UNIQUE INDEX certificate_code ON certificate (county, code);
CREATE UNIQUE INDEX certificate_number ON certificate (county, number);

-- Help given to an outlet, in kind or money; a wrong row is voided with a reason, never removed.
CREATE TABLE help (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT help_kind CHECK (kind IN ('rent', 'fitting_out', 'fee', 'subsidy', 'venue')),
    -- Money, or the stated worth of help in kind.
    amount_fen BIGINT NOT NULL CONSTRAINT help_amount CHECK (amount_fen >= 0),
    in_kind BIGINT NOT NULL,
    description TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    document_no TEXT NOT NULL,
    void_reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX help_by_outlet ON help (county, outlet, from_day);

-- "In principle listed products only": exceptions are named, dated and approved.
CREATE TABLE listing_exception (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    product BIGINT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    reason TEXT NOT NULL,
    document_no TEXT NOT NULL,
    approved_by BIGINT NOT NULL,
    approved_post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id),
    CONSTRAINT listing_exception_period CHECK (from_day <= to_day)
);
CREATE INDEX listing_exception_by_product ON listing_exception (county, outlet, product, to_day);

-- Refusals to cooperate, established by people with evidence; one that fell is kept with the reason.
CREATE TABLE cooperation_refusal (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    what TEXT NOT NULL,
    evidence TEXT NOT NULL,
    document_no TEXT NOT NULL,
    fallen_reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX cooperation_refusal_by_outlet ON cooperation_refusal (county, outlet, on_day);

-- What an outlet sells and displays; with the origin of the products it gives the coverage of
-- townships and poor villages.
CREATE TABLE display (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    product BIGINT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, outlet, product, from_day)
);
