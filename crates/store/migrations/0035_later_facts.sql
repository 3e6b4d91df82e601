-- Why: a season report is held against what was bought afterwards (E5): by village, product and day, kept with the entry
-- and counted again from its lines, so that a settlement does not grow with lines.
-- Read by: a report's page, the list of reports, the officers' score, `audit verify`.
-- Grows: a line for each purchase of a village's goods, a total for each village, product, day and outlet.

-- Lines by which an outlet took goods in from a producer or household of a village, as they stood when they were written:
-- where whoever sold them lived then, what a piece weighed then. A reversal has the same with its sign turned round. Not
-- here: goods of a lot that is tied to a report of unsalable produce, which is a report of its own.
-- append-only
-- clustered
CREATE TABLE bought_line (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    division BIGINT NOT NULL,
    product BIGINT NOT NULL,
    -- The business day that the entry counts on.
    day TEXT NOT NULL,
    -- Grams of a unit: 1 of what is weighed.
    unit_g BIGINT NOT NULL,
    grams BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, seq, line)
);
CREATE INDEX bought_line_of ON bought_line (county, division, product, day);

-- clustered
CREATE TABLE bought_total (
    county TEXT NOT NULL,
    division BIGINT NOT NULL,
    product BIGINT NOT NULL,
    day TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    grams BIGINT NOT NULL,
    PRIMARY KEY (county, division, product, day, outlet)
);
CREATE INDEX bought_total_by_outlet ON bought_total (county, outlet);
CREATE INDEX bought_total_by_day ON bought_total (county, day);

-- Deliveries on contracts that no line above speaks for: what a delivery counts for, and what is taken off again once a
-- line speaks for it or it is taken back; the sum is what stands.
-- append-only
CREATE TABLE delivered_beside (
    county TEXT NOT NULL,
    contract BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    division BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    day TEXT NOT NULL,
    grams BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, contract, delivery, seq)
);
CREATE INDEX delivered_beside_of ON delivered_beside (county, day);

-- By what a crop's reports are read, and since when: a year that was frozen is computed again by what held then.
-- append-only
CREATE TABLE crop_term (
    county TEXT NOT NULL,
    crop BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    tolerance_ppm BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, crop, seq)
);
-- append-only
CREATE TABLE crop_term_product (
    county TEXT NOT NULL,
    crop BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    product BIGINT NOT NULL,
    PRIMARY KEY (county, crop, seq, product)
);

INSERT INTO crop_term (county, crop, seq, tolerance_ppm, at)
SELECT county, id, 1, tolerance_ppm, '2000-01-01T00:00:00.000Z' FROM crop;
INSERT INTO crop_term_product (county, crop, seq, product) SELECT county, crop, 1, product FROM crop_product;

-- What was written before: by where whoever sold it lives today.
INSERT INTO bought_line (county, outlet, seq, line, division, product, day, unit_g, grams)
SELECT l.county, l.book, l.seq, l.line, d.id, l.product, e.counts_on, CASE WHEN l.unit = 'g' THEN 1 ELSE p.pack_g END,
    l.quantity * CASE WHEN l.unit = 'g' THEN 1 ELSE p.pack_g END
FROM entry e
JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq
JOIN product p ON p.county = l.county AND p.id = l.product
JOIN counterparty c ON c.county = e.county AND c.id = e.counterparty AND c.kind IN ('producer', 'household')
LEFT JOIN producer m ON m.county = c.county AND c.kind = 'producer' AND m.id = c.ref
LEFT JOIN household h ON h.county = c.county AND c.kind = 'household' AND h.id = c.ref
JOIN division d ON d.county = e.county AND d.id = COALESCE(m.division, h.division) AND d.level = 'village'
LEFT JOIN lot o ON o.county = l.county AND o.id = l.lot
WHERE e.kind IN ('purchase', 'consignment_intake') AND l.quantity <> 0 AND COALESCE(o.unsalable, 0) = 0
    AND (l.unit = 'g' OR p.pack_g IS NOT NULL);
INSERT INTO bought_total (county, division, product, day, outlet, grams)
SELECT county, division, product, day, outlet, CAST(SUM(grams) AS BIGINT) FROM bought_line
GROUP BY county, division, product, day, outlet;

INSERT INTO delivered_beside (county, contract, delivery, seq, division, crop, day, grams, at)
SELECT v.county, v.contract, v.seq, 1, t.division, t.crop, v.day, v.grams, v.at
FROM delivery v
JOIN contract t ON t.county = v.county AND t.id = v.contract
LEFT JOIN offer o ON o.county = t.county AND o.id = t.offer
LEFT JOIN delivery_book b ON b.county = v.county AND b.contract = v.contract AND b.delivery = v.seq AND b.act <> 'freed'
    AND b.seq = (SELECT MAX(x.seq) FROM delivery_book x WHERE x.county = b.county AND x.contract = b.contract
    AND x.delivery = b.delivery)
LEFT JOIN entry e ON e.county = b.county AND e.book = b.outlet AND e.seq = b.entry
LEFT JOIN line l ON l.county = b.county AND l.book = b.outlet AND l.seq = b.entry AND l.line = b.line
LEFT JOIN lot k ON k.county = l.county AND k.id = l.lot
LEFT JOIN post p ON p.county = v.county AND p.id = v.made_post
WHERE v.reverses = 0 AND COALESCE(o.source, '') <> 'unsalable' AND COALESCE(k.unsalable, 0) = 0
    AND NOT EXISTS (SELECT 1 FROM delivery w WHERE w.county = v.county AND w.contract = v.contract AND w.reverses = v.seq)
    AND CASE WHEN b.outlet IS NULL
        THEN COALESCE(p.role, '') NOT IN ('information_officer', 'township_supervisor', 'producer')
        ELSE e.kind IN ('purchase', 'consignment_intake') AND NOT EXISTS (SELECT 1 FROM bought_line n
            WHERE n.county = b.county AND n.outlet = b.outlet AND n.seq = b.entry AND n.line = b.line) END;
