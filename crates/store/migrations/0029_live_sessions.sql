-- Why: produce is sold in live streams 直播; a sale names the session that it was made in as its channel, so that what a
-- session sold is the sum of lines, beside what its platform shows. The promoter's share is kept as data, nobody is paid here.
-- Read by: the page of a fair, the form of a sale. Grows: some dozens of sessions a year, a row for each of their sales.

CREATE TABLE live_session (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    -- The event that it belongs to, by the market's number.
    fair BIGINT NOT NULL,
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    -- The name that the promoter goes by before viewers.
    promoter_kind TEXT NOT NULL CONSTRAINT live_promoter_kind CHECK (promoter_kind IN ('person', 'firm')),
    promoter TEXT NOT NULL,
    from_at TEXT NOT NULL,
    to_at TEXT NOT NULL,
    -- The promoter's share of what was sold, in parts of a million.
    commission_ppm BIGINT NOT NULL CONSTRAINT live_commission CHECK (commission_ppm >= 0),
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX live_session_by_fair ON live_session (county, fair, id);

-- Which sale was made in which session; what takes the sale back is found by the sale.
-- append-only
CREATE TABLE live_sale (
    county TEXT NOT NULL,
    book BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    session BIGINT NOT NULL,
    PRIMARY KEY (county, book, seq)
);
CREATE INDEX live_sale_by_session ON live_sale (county, session, book, seq);

-- The session that a statement speaks of; 0 is the whole event.
ALTER TABLE fair_statement ADD COLUMN session BIGINT NOT NULL DEFAULT 0;
