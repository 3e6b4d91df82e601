-- Why: the books 购销台账 of the outlets: entries and lines that are only added, lots and stock, and the totals
-- that settlement reads so that it does not grow with lines.
-- Read by: till and office (ledger), settlement (assessment), statements (vouchers by the entry's number).
-- Grows: an entry of some 300 bytes and a line of some 150 for each line sold; totals by products and days.

-- One book for each outlet: its head, and how far it is closed. `closed_to` is the last day of the closed
-- period, `till_closed_to` the last day whose takings were counted; 0001-01-01 is none.
CREATE TABLE book (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    head_hash BYTEA NOT NULL,
    closed_to TEXT NOT NULL,
    till_closed_to TEXT NOT NULL,
    stock_kept BIGINT NOT NULL,
    scale_formats TEXT NOT NULL,
    PRIMARY KEY (county, outlet)
);

-- `day` is when it happened, `counts_on` the day whose period it counts for (another one when that period was
-- closed, or when a return takes back a sale of an open year), `paid_on` the till day that its money is counted with.
-- append-only
-- clustered
CREATE TABLE entry (
    county TEXT NOT NULL,
    book BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT entry_kind CHECK (kind IN ('purchase', 'sale', 'return', 'loss', 'transfer', 'count',
        'opening', 'consignment_intake', 'consignment_settlement', 'repack', 'donation')),
    day TEXT NOT NULL,
    counts_on TEXT NOT NULL,
    paid_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    counterparty BIGINT,
    channel TEXT NOT NULL,
    cash_fen BIGINT NOT NULL,
    wechat_fen BIGINT NOT NULL,
    alipay_fen BIGINT NOT NULL,
    bank_fen BIGINT NOT NULL,
    on_account_fen BIGINT NOT NULL,
    voucher_fen BIGINT NOT NULL,
    line_discount_fen BIGINT NOT NULL,
    basket_discount_fen BIGINT NOT NULL,
    rounding_fen BIGINT NOT NULL,
    total_fen BIGINT NOT NULL,
    till_receipt TEXT NOT NULL,
    reverses BIGINT,
    note TEXT NOT NULL,
    import BIGINT,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (county, book, seq)
);
CREATE INDEX entry_by_day ON entry (county, book, day, seq);
CREATE INDEX entry_by_period ON entry (county, book, counts_on, seq);
CREATE UNIQUE INDEX entry_reverses ON entry (county, book, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entry_by_import ON entry (county, import) WHERE import IS NOT NULL;

-- What was true at that moment: listed, local, campaign. `voucher_fen` is the part that vouchers paid. A line of a
-- return names the line that it takes back. A gift box is one line with its quantity and further lines of quantity 0
-- (`part_of`) for the part of its price that other components make up.
-- append-only
-- clustered
CREATE TABLE line (
    county TEXT NOT NULL,
    book BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    product BIGINT NOT NULL,
    lot BIGINT,
    unit TEXT NOT NULL CONSTRAINT line_unit CHECK (unit IN ('g', 'piece')),
    quantity BIGINT NOT NULL,
    price_fen BIGINT,
    price_per BIGINT,
    discount_fen BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    voucher_fen BIGINT NOT NULL,
    listed BIGINT NOT NULL,
    local BIGINT NOT NULL,
    campaign BIGINT,
    of_seq BIGINT,
    of_line BIGINT,
    part_of BIGINT,
    PRIMARY KEY (county, book, seq, line)
);
CREATE INDEX line_taken_back ON line (county, book, of_seq, of_line) WHERE of_seq IS NOT NULL;
CREATE INDEX line_by_lot ON line (county, lot) WHERE lot IS NOT NULL;

-- Receipt numbers of outlets' own tills, each once; freed when its entry is reversed.
-- clustered
CREATE TABLE till_receipt (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    receipt TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, receipt)
);

-- The two halves of a transfer.
-- append-only
-- clustered
CREATE TABLE transfer (
    county TEXT NOT NULL,
    from_outlet BIGINT NOT NULL,
    from_seq BIGINT NOT NULL,
    to_outlet BIGINT NOT NULL,
    to_seq BIGINT NOT NULL,
    PRIMARY KEY (county, from_outlet, from_seq)
);

-- The other side of an entry. Names and telephone numbers stand in party; `ref` is the producer, household, outlet
-- or unit, or for anybody else the party itself.
CREATE TABLE counterparty (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT counterparty_kind CHECK (kind IN ('producer', 'household', 'outlet', 'unit', 'other')),
    ref BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX counterparty_ref ON counterparty (county, kind, ref);
CREATE INDEX counterparty_by_digest ON counterparty (county, digest);

CREATE TABLE lot (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    product BIGINT NOT NULL,
    code TEXT NOT NULL,
    taken_in_on TEXT NOT NULL,
    made_on TEXT,
    batch_no TEXT NOT NULL,
    expires_on TEXT,
    counterparty BIGINT,
    origin BIGINT,
    certificate TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX lot_code ON lot (county, code);
CREATE INDEX lot_by_outlet ON lot (county, outlet, id);
CREATE INDEX lot_by_origin ON lot (county, origin) WHERE origin IS NOT NULL;

-- What went into a mixed or repacked lot: the links that a collector's new certificate needs, and the shares by
-- which a gift box is judged.
-- clustered
CREATE TABLE lot_source (
    county TEXT NOT NULL,
    lot BIGINT NOT NULL,
    source BIGINT NOT NULL,
    product BIGINT NOT NULL,
    unit TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    value_fen BIGINT NOT NULL,
    PRIMARY KEY (county, lot, source, product)
);

-- Lot 0: goods that were never taken in with a lot; may stand below nothing where stock is not kept.
-- clustered
CREATE TABLE stock (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    product BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    unit TEXT NOT NULL,
    on_hand BIGINT NOT NULL,
    taken_in_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    PRIMARY KEY (county, outlet, product, lot)
);

-- clustered
CREATE TABLE sales_total (
    county TEXT NOT NULL,
    year BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    product BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    recorded_fen BIGINT NOT NULL,
    listed_fen BIGINT NOT NULL,
    local_fen BIGINT NOT NULL,
    quantity_g BIGINT NOT NULL,
    quantity_pieces BIGINT NOT NULL,
    PRIMARY KEY (county, year, outlet, product, campaign)
);

-- clustered
CREATE TABLE intake_total (
    county TEXT NOT NULL,
    year BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    product BIGINT NOT NULL,
    supplier BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    quantity_g BIGINT NOT NULL,
    quantity_pieces BIGINT NOT NULL,
    PRIMARY KEY (county, year, outlet, product, supplier)
);

-- Takings by day: sales less returns, for the daily closing.
-- clustered
CREATE TABLE day_total (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    day TEXT NOT NULL,
    sales BIGINT NOT NULL,
    cash_fen BIGINT NOT NULL,
    wechat_fen BIGINT NOT NULL,
    alipay_fen BIGINT NOT NULL,
    bank_fen BIGINT NOT NULL,
    on_account_fen BIGINT NOT NULL,
    voucher_fen BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, day)
);

-- append-only
CREATE TABLE closing (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    day TEXT NOT NULL,
    means TEXT NOT NULL,
    expected_fen BIGINT NOT NULL,
    counted_fen BIGINT NOT NULL,
    why TEXT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, outlet, day, means)
);

CREATE TABLE shift (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    opened_at TEXT NOT NULL,
    float_fen BIGINT NOT NULL,
    ended_at TEXT,
    takings_fen BIGINT NOT NULL,
    counted_fen BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (county, outlet, id)
);
CREATE UNIQUE INDEX shift_open ON shift (county, outlet, person) WHERE ended_at IS NULL;

-- append-only
CREATE TABLE period (
    county TEXT NOT NULL,
    closed_to TEXT NOT NULL,
    reason TEXT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, closed_to)
);

-- clustered
CREATE TABLE price (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    product BIGINT NOT NULL,
    fen BIGINT NOT NULL,
    per BIGINT NOT NULL,
    scale_item TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (county, outlet, product)
);

CREATE TABLE import_file (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    name TEXT NOT NULL,
    digest BYTEA NOT NULL,
    content BYTEA NOT NULL,
    state TEXT NOT NULL CONSTRAINT import_state CHECK (state IN ('previewed', 'committed', 'undone')),
    undone_for TEXT NOT NULL,
    lines BIGINT NOT NULL,
    purchase_fen BIGINT NOT NULL,
    sale_fen BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    done_at TEXT,
    PRIMARY KEY (county, id)
);
CREATE INDEX import_by_outlet ON import_file (county, outlet, id);

-- A line that came out of a file, by its key: the same file twice finds all of them here.
-- clustered
CREATE TABLE import_line (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    line_key BYTEA NOT NULL,
    import BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    direction TEXT NOT NULL,
    day TEXT NOT NULL,
    product BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, line_key)
);
CREATE INDEX import_line_by_import ON import_line (county, import);
CREATE INDEX import_line_by_day ON import_line (county, outlet, direction, day);

-- What a shop's own headers and product names mean, remembered.
CREATE TABLE import_mapping (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    header TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (county, outlet, header)
);
CREATE TABLE import_product (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    name TEXT NOT NULL,
    product BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, name)
);
