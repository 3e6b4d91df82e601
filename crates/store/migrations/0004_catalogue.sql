-- Why: who is helped, who produces, who earned what from whom, what was certified and is listed.
-- Read by: every sale (listed at that moment?), settlement (certification), the public catalogue.
-- Grows: some thousand households and employment rows a year, some hundred products, a handful of
-- actions for each case.

-- Personal data stands in party; here are its ids only.
CREATE TABLE household (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    party BIGINT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX household_by_path ON household (county, path);

-- The head of a household is its first member.
CREATE TABLE household_member (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    household BIGINT NOT NULL,
    party BIGINT NOT NULL,
    relation TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    left_on TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX household_member_by_household ON household_member (county, household);
CREATE INDEX household_member_by_party ON household_member (county, party);

-- Kinds with dates: families enter and leave the list.
CREATE TABLE household_status (
    county TEXT NOT NULL,
    household BIGINT NOT NULL,
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (county, household, kind, valid_from)
);

-- Who looked at somebody's data in full, and why.
-- append-only
CREATE TABLE reveal (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    party BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX reveal_by_party ON reveal (county, party);

CREATE TABLE producer (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT producer_kind CHECK (kind IN ('enterprise', 'cooperative', 'family_farm', 'household')),
    name TEXT NOT NULL,
    normal TEXT NOT NULL,
    search TEXT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    household BIGINT,
    document_kind TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_verdict TEXT NOT NULL,
    registered_address TEXT NOT NULL,
    contact BIGINT,
    blacklisted_at TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX producer_by_path ON producer (county, path);
CREATE INDEX producer_by_document ON producer (county, document_number);
CREATE INDEX producer_by_normal ON producer (county, normal);

-- What a worker earned from a producer in a year, and by what it is shown.
CREATE TABLE employment (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    producer BIGINT NOT NULL,
    party BIGINT NOT NULL,
    household BIGINT,
    year BIGINT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    months BIGINT NOT NULL,
    income_fen BIGINT NOT NULL CONSTRAINT employment_income CHECK (income_fen >= 0),
    evidence TEXT NOT NULL,
    evidence_number TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    withdrawn TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX employment_by_producer ON employment (county, producer, year);
CREATE INDEX employment_by_party ON employment (county, party, year);

CREATE TABLE brand (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    holder BIGINT NOT NULL,
    division BIGINT NOT NULL,
    registration_number TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

CREATE TABLE product (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    producer BIGINT NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    normal TEXT NOT NULL,
    search TEXT NOT NULL,
    legal_class TEXT NOT NULL CONSTRAINT product_class CHECK (legal_class IN
        ('edible_farm', 'prepacked', 'bulk', 'workshop', 'medicinal', 'non_food', 'service')),
    farm_group TEXT NOT NULL,
    unit TEXT NOT NULL CONSTRAINT product_unit CHECK (unit IN ('g', 'piece')),
    piece_word TEXT NOT NULL,
    pack_g BIGINT,
    spec TEXT NOT NULL,
    unit_price_fen BIGINT,
    price_per BIGINT NOT NULL,
    origin BIGINT,
    origin_text TEXT NOT NULL,
    local BIGINT NOT NULL,
    shelf_life_days BIGINT,
    barcode TEXT NOT NULL,
    brand BIGINT,
    label TEXT NOT NULL,
    ended TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX product_by_producer ON product (county, producer);
CREATE INDEX product_by_barcode ON product (county, barcode);
CREATE INDEX product_by_normal ON product (county, normal);

CREATE TABLE product_alias (
    county TEXT NOT NULL,
    product BIGINT NOT NULL,
    alias TEXT NOT NULL,
    normal TEXT NOT NULL,
    PRIMARY KEY (county, product, alias)
);

CREATE TABLE product_badge (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    product BIGINT NOT NULL,
    kind TEXT NOT NULL,
    certificate_number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX product_badge_by_product ON product_badge (county, product);
CREATE INDEX product_badge_by_end ON product_badge (county, valid_to);

-- A case: its state is what its actions make of it, kept here for lists.
CREATE TABLE certification (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    producer BIGINT NOT NULL,
    path TEXT NOT NULL,
    way TEXT NOT NULL CONSTRAINT certification_way CHECK (way IN ('application', 'survey')),
    year BIGINT NOT NULL,
    state TEXT NOT NULL,
    acts BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    notice_from TEXT NOT NULL,
    notice_to TEXT NOT NULL,
    notice_provisional BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    opened_by BIGINT NOT NULL,
    opened_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX certification_by_producer ON certification (county, producer);
CREATE INDEX certification_by_state ON certification (county, state);

CREATE TABLE certification_product (
    county TEXT NOT NULL,
    certification BIGINT NOT NULL,
    product BIGINT NOT NULL,
    PRIMARY KEY (county, certification, product)
);

-- append-only
CREATE TABLE certification_action (
    county TEXT NOT NULL,
    certification BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    action TEXT NOT NULL,
    state TEXT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    role TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (county, certification, seq)
);

-- Objections carry what people wrote, so they stand apart from the log.
CREATE TABLE objection (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    certification BIGINT NOT NULL,
    text TEXT NOT NULL,
    made_on TEXT NOT NULL,
    recorded_by BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    settled_by BIGINT,
    settled_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX objection_by_certification ON objection (county, certification);

-- When a product was listed: business days, and between which instants that held.
-- A suspension ends a row at its instant, a resumption begins another.
CREATE TABLE listing (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    product BIGINT NOT NULL,
    certification BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    from_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX listing_by_product ON listing (county, product, valid_from, valid_to, from_at, until_at);
CREATE INDEX listing_by_certification ON listing (county, certification);
