-- Why: a village collection point 收购点 takes in produce slip by slip, on a phone and without a network, and pays later:
-- what was weighed, what a phone handed in and how it went, whom a payment list pays for which purchases, to which
-- account, and which purchase invoice 收购发票 was issued for them.
-- Read by: field app and office (ledger), `doctor`.
-- Grows: a slip of some 200 bytes for each household and day; a row of a payment list for each person who is paid.

-- What a phone handed in, by the id that it made: the same thing twice is one. `number` is the entry or the payment
-- list that came of it, `lot` the lot of an intake or a mixing.
-- append-only
CREATE TABLE point_item (
    county TEXT NOT NULL,
    client TEXT NOT NULL,
    digest BYTEA NOT NULL,
    outlet BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT point_item_kind CHECK (kind IN ('intake', 'mix', 'hand_over', 'pay')),
    number BIGINT NOT NULL,
    lot BIGINT,
    device TEXT NOT NULL,
    device_seq BIGINT NOT NULL,
    told_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    quarantine TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    PRIMARY KEY (county, client)
);
CREATE INDEX point_item_by_outlet ON point_item (county, outlet, received_at);

-- What was refused, with the reason; whatever was written about people is left out of it.
-- append-only
CREATE TABLE point_refused (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    client TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    device TEXT NOT NULL,
    item TEXT NOT NULL,
    code TEXT NOT NULL,
    received_at TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX point_refused_client ON point_refused (county, client);

-- The weights behind a purchase of a collection point: net = gross - tare - deducted.
-- append-only
CREATE TABLE intake_slip (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    client TEXT NOT NULL,
    counterparty BIGINT NOT NULL,
    product BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    gross_g BIGINT NOT NULL,
    tare_g BIGINT NOT NULL,
    -- Parts in a million of gross less tare, where that was said; none where a weight was.
    deduction_ppm BIGINT,
    deducted_g BIGINT NOT NULL,
    net_g BIGINT NOT NULL CONSTRAINT intake_slip_net CHECK (net_g = gross_g - tare_g - deducted_g AND net_g > 0),
    grade TEXT NOT NULL,
    price_fen BIGINT NOT NULL,
    price_per_g BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    paid TEXT NOT NULL CONSTRAINT intake_slip_paid CHECK (paid IN ('on_account', 'cash')),
    PRIMARY KEY (county, outlet, seq)
);
CREATE UNIQUE INDEX intake_slip_client ON intake_slip (county, client);

-- What is owed is summed from these purchases.
CREATE INDEX entry_on_account ON entry (county, book, counterparty, seq) WHERE kind = 'purchase' AND on_account_fen <> 0;

-- A farmer who is in no register sells what the household grew: no certificate is due, no invoice comes from there.
ALTER TABLE counterparty ADD COLUMN farmer BIGINT NOT NULL DEFAULT 0;

-- A payment list 收购款发放表: whom it pays, for which purchases.
-- append-only
CREATE TABLE payment_list (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    drawn_on TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX payment_list_by_outlet ON payment_list (county, outlet, id);

-- append-only
CREATE TABLE payment_row (
    county TEXT NOT NULL,
    list BIGINT NOT NULL,
    counterparty BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    quantity_g BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL CONSTRAINT payment_row_amount CHECK (amount_fen <> 0),
    PRIMARY KEY (county, list, counterparty)
);

-- append-only
CREATE TABLE payment_entry (
    county TEXT NOT NULL,
    list BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    counterparty BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    PRIMARY KEY (county, list, seq)
);

-- The list on which a purchase stands now: one at most. Released when its row is.
CREATE TABLE payment_claim (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    list BIGINT NOT NULL,
    counterparty BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, seq)
);
CREATE INDEX payment_claim_by_list ON payment_claim (county, list, counterparty);

-- How a row of a list ended: paid, or taken off it.
-- append-only
CREATE TABLE payment_act (
    county TEXT NOT NULL,
    list BIGINT NOT NULL,
    counterparty BIGINT NOT NULL,
    act TEXT NOT NULL CONSTRAINT payment_act_kind CHECK (act IN ('paid', 'released')),
    how TEXT NOT NULL CONSTRAINT payment_act_how CHECK (how IN ('cash', 'bank', '')),
    on_day TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, list, counterparty)
);

-- To which account somebody is paid; the newest holds, and what was paid went to the one of then. The party holds
-- name and number, sealed.
-- append-only
CREATE TABLE payee (
    county TEXT NOT NULL,
    counterparty BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    party BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, counterparty, seq)
);

-- The purchase invoice that was issued for an entry: one.
-- append-only
CREATE TABLE purchase_invoice (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    number TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, outlet, seq)
);
