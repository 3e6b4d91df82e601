-- Why: what a photo, a point's phone and its sums ask for is found without reading all that ever was: 100,000 photos,
-- 15 years of purchases of one point.
-- Read by: uploads of photos, the phone of a point; `audit verify` counts the sums again.
-- Grows: a row a seller and point; an open purchase has one until it stands on a list. One that was undone before any list,
-- and its reversal, keep theirs for good: two rows a mistake, which readers leave out.

-- Photos with a part of what they show in common: looks that differ in a few bits have one of four parts nearly the same.
CREATE INDEX photo_look_first ON photo_look (county, (look & 65535));
CREATE INDEX photo_look_second ON photo_look (county, ((look >> 16) & 65535));
CREATE INDEX photo_look_third ON photo_look (county, ((look >> 32) & 65535));
CREATE INDEX photo_look_fourth ON photo_look (county, ((look >> 48) & 65535));

-- What a book bought of each seller: sums of its purchases, those that were undone with their reversals. Kept with the entry.
-- clustered
CREATE TABLE seller_total (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    counterparty BIGINT NOT NULL,
    slips BIGINT NOT NULL,
    quantity_g BIGINT NOT NULL,
    total_fen BIGINT NOT NULL,
    on_account_fen BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, counterparty)
);
INSERT INTO seller_total (county, outlet, counterparty, slips, quantity_g, total_fen, on_account_fen, last_seq)
    SELECT e.county, e.book, e.counterparty, SUM(CASE WHEN e.reverses IS NULL THEN 1 ELSE -1 END),
        CAST(SUM((SELECT COALESCE(SUM(l.quantity), 0) FROM line l WHERE l.county = e.county AND l.book = e.book
            AND l.seq = e.seq AND l.unit = 'g')) AS BIGINT),
        CAST(SUM(e.total_fen) AS BIGINT), CAST(SUM(e.on_account_fen) AS BIGINT), MAX(e.seq)
    FROM entry e WHERE e.kind = 'purchase' AND e.counterparty IS NOT NULL GROUP BY e.county, e.book, e.counterparty;

-- Purchases on account that stand on no payment list: put in with the entry and when a row is taken off its list, taken
-- out when a list is drawn.
-- clustered
CREATE TABLE open_purchase (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    counterparty BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, counterparty, seq)
);
INSERT INTO open_purchase (county, outlet, counterparty, seq)
    SELECT e.county, e.book, e.counterparty, e.seq FROM entry e
    WHERE e.kind = 'purchase' AND e.on_account_fen <> 0 AND e.counterparty IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM payment_claim c WHERE c.county = e.county AND c.outlet = e.book AND c.seq = e.seq);
