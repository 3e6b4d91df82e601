-- Why: many tills number their receipts anew each day or year, so that a number alone names no sale: the day
-- belongs to it. What stands under a number is the business day, and the number as it compares: without zeros in
-- front, letters large (spreadsheets and clerks write 0042, 42 and a42 alike).
-- Read by: the till (a number twice on a day), returns, and the import, which asks it what was redeemed here.
-- Grows: a row of some 50 bytes for each receipt of an own till.
CREATE TEMPORARY TABLE till_receipt_before AS SELECT county, outlet, receipt, seq FROM till_receipt;
DROP TABLE till_receipt;

-- Receipt numbers of outlets' own tills, each once a day at the till; freed when its entry is reversed. A file may
-- hold the rows of one receipt in several entries: the first of them holds the number.
-- clustered
CREATE TABLE till_receipt (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    day TEXT NOT NULL,
    receipt TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, day, receipt)
);

INSERT INTO till_receipt (county, outlet, day, receipt, seq)
SELECT r.county, r.outlet, e.day, UPPER(LTRIM(r.receipt, '0')), r.seq FROM till_receipt_before r
JOIN entry e ON e.county = r.county AND e.book = r.outlet AND e.seq = r.seq
WHERE r.seq > 0 ORDER BY r.county, r.outlet, r.seq
ON CONFLICT (county, outlet, day, receipt) DO NOTHING;

DROP TABLE till_receipt_before;
