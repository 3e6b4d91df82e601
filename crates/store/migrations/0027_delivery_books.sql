-- Why: a delivery on a contract stands on a line of a book: of the outlet that buys, or of the one that books it for a
-- buyer without a book here. One line, one truth: what stands on a line is counted there and nowhere else.
-- Read by: the contract's page, the outlet's tasks, the reversal of an entry, `audit verify`'s sister in the auditor.
-- Grows: a row for each delivery, some more for what is put right.

-- Which outlet books a contract whose buyer keeps no book here; the newest row holds, none for nobody.
-- append-only
CREATE TABLE contract_book (
    county TEXT NOT NULL,
    contract BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    outlet BIGINT,
    path TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, contract, seq)
);
CREATE INDEX contract_book_by_path ON contract_book (county, path, contract);

-- On which line a delivery stands; the newest row holds, `freed` for none.
-- append-only
CREATE TABLE delivery_book (
    county TEXT NOT NULL,
    contract BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    -- made: the entry was written for it; tied: the line was there already.
    act TEXT NOT NULL CONSTRAINT delivery_book_act CHECK (act IN ('made', 'tied', 'freed')),
    outlet BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    line BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, contract, delivery, seq)
);

-- Of the ledger: what of a line is spoken for by a delivery now. Goes when the delivery lets go of it; as long as it is
-- there the entry is not reversed from the book's side.
CREATE TABLE line_claim (
    county TEXT NOT NULL,
    book BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    contract BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    grams BIGINT NOT NULL CONSTRAINT line_claim_grams CHECK (grams > 0),
    PRIMARY KEY (county, contract, delivery)
);
CREATE INDEX line_claim_by_line ON line_claim (county, book, seq, line);
