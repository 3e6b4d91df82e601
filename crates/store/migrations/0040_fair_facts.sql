-- Why: what is held against a report (E5) and what promotes an officer must not be of that officer's own making, whichever
-- of their posts it was entered from; and a kilogram that was bought of growers and bought on from whoever runs that outlet
-- counts once.
-- Read by: a report's page, the list of reports, the officers' score, `audit verify`.
-- Grows: a row for each purchase of a village's goods.

-- Each line that takes goods of a village in has a row from here on, so that one that is missing is seen: of pieces whose
-- weight nobody knew with a unit of 0 grams.
INSERT INTO bought_line (county, outlet, seq, line, division, product, day, unit_g, grams)
SELECT l.county, l.book, l.seq, l.line, d.id, l.product, e.counts_on, 0, 0
FROM entry e
JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq
JOIN counterparty c ON c.county = e.county AND c.id = e.counterparty AND c.kind IN ('producer', 'household')
LEFT JOIN producer m ON m.county = c.county AND c.kind = 'producer' AND m.id = c.ref
LEFT JOIN household h ON h.county = c.county AND c.kind = 'household' AND h.id = c.ref
JOIN division d ON d.county = e.county AND d.id = COALESCE(m.division, h.division) AND d.level = 'village'
LEFT JOIN lot o ON o.county = l.county AND o.id = l.lot
WHERE e.kind IN ('purchase', 'consignment_intake') AND l.quantity <> 0 AND COALESCE(o.unsalable, 0) = 0 AND l.unit = 'piece'
    AND NOT EXISTS (SELECT 1 FROM bought_line b WHERE b.county = l.county AND b.outlet = l.book AND b.seq = l.seq
    AND b.line = l.line);

-- Who entered what was bought of a village, and the producer who sold it, 0 for a household; `again` is 1 where that producer
-- ran an outlet itself, and not this one: what was taken in there counted there. Of an entry that undoes another: that one's.
-- append-only
-- clustered
CREATE TABLE bought_by (
    county TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    person BIGINT NOT NULL,
    producer BIGINT NOT NULL,
    again BIGINT NOT NULL,
    PRIMARY KEY (county, outlet, seq)
);
INSERT INTO bought_by (county, outlet, seq, person, producer, again)
SELECT DISTINCT b.county, b.outlet, b.seq, o.person, CASE WHEN c.kind = 'producer' THEN c.ref ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM producer m JOIN outlet s ON s.county = m.county AND s.operator = m.name
        WHERE m.county = c.county AND c.kind = 'producer' AND m.id = c.ref)
      AND NOT EXISTS (SELECT 1 FROM producer m JOIN outlet s ON s.county = m.county AND s.operator = m.name
        WHERE m.county = c.county AND c.kind = 'producer' AND m.id = c.ref AND s.id = b.outlet)
    THEN 1 ELSE 0 END
FROM bought_line b
JOIN entry e ON e.county = b.county AND e.book = b.outlet AND e.seq = b.seq
JOIN entry o ON o.county = e.county AND o.book = e.book AND o.seq = COALESCE(e.reverses, e.seq)
LEFT JOIN counterparty c ON c.county = o.county AND c.id = o.counterparty;

-- The totals, by whoever entered them too, with what does not count again.
DROP TABLE bought_total;
-- clustered
CREATE TABLE bought_total (
    county TEXT NOT NULL,
    division BIGINT NOT NULL,
    product BIGINT NOT NULL,
    day TEXT NOT NULL,
    outlet BIGINT NOT NULL,
    person BIGINT NOT NULL,
    grams BIGINT NOT NULL,
    again_g BIGINT NOT NULL,
    PRIMARY KEY (county, division, product, day, outlet, person)
);
INSERT INTO bought_total (county, division, product, day, outlet, person, grams, again_g)
SELECT l.county, l.division, l.product, l.day, l.outlet, b.person, CAST(SUM(l.grams) AS BIGINT),
    CAST(SUM(l.grams * b.again) AS BIGINT)
FROM bought_line l JOIN bought_by b ON b.county = l.county AND b.outlet = l.outlet AND b.seq = l.seq
GROUP BY l.county, l.division, l.product, l.day, l.outlet, b.person;
CREATE INDEX bought_total_by_outlet ON bought_total (county, outlet);
CREATE INDEX bought_total_by_day ON bought_total (county, day);

-- Why a delivery does not count: `village` where whoever entered it holds a post on the village's side. Such deliveries
-- stand here too, so that they can be shown.
ALTER TABLE delivered_beside ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- Deliveries as they stand that no line names a village for, with whether both the delivery and its line, if it has one,
-- were entered from the village's side: by such a post, or by a person who held one for the seller's place on that day.
CREATE TEMPORARY TABLE delivered_anew AS
SELECT v.county, v.contract, v.seq AS delivery, t.division, t.crop, v.day, v.grams, v.at,
    CASE WHEN (COALESCE(p.role, '') IN ('information_officer', 'township_supervisor', 'producer') OR EXISTS (
        SELECT 1 FROM post o WHERE o.county = v.county AND o.person = v.made_by AND o.valid_from <= v.day AND o.valid_to >= v.day
        AND o.role IN ('information_officer', 'township_supervisor', 'producer')
        AND substr(t.path, 1, length(o.scope_path)) = o.scope_path))
      AND (e.person IS NULL OR EXISTS (
        SELECT 1 FROM post o WHERE o.county = v.county AND o.person = e.person AND o.valid_from <= v.day AND o.valid_to >= v.day
        AND o.role IN ('information_officer', 'township_supervisor', 'producer')
        AND substr(t.path, 1, length(o.scope_path)) = o.scope_path))
    THEN 1 ELSE 0 END AS village,
    COALESCE((SELECT SUM(d.grams) FROM delivered_beside d WHERE d.county = v.county AND d.contract = v.contract
      AND d.delivery = v.seq), 0) AS counted
FROM delivery v
JOIN contract t ON t.county = v.county AND t.id = v.contract
LEFT JOIN offer f ON f.county = t.county AND f.id = t.offer
LEFT JOIN post p ON p.county = v.county AND p.id = v.made_post
LEFT JOIN delivery_book b ON b.county = v.county AND b.contract = v.contract AND b.delivery = v.seq AND b.act <> 'freed'
    AND b.seq = (SELECT MAX(x.seq) FROM delivery_book x WHERE x.county = b.county AND x.contract = b.contract
    AND x.delivery = b.delivery)
LEFT JOIN entry e ON e.county = b.county AND e.book = b.outlet AND e.seq = b.entry
LEFT JOIN line l ON l.county = b.county AND l.book = b.outlet AND l.seq = b.entry AND l.line = b.line
LEFT JOIN lot k ON k.county = l.county AND k.id = l.lot
WHERE v.reverses = 0 AND COALESCE(f.source, '') <> 'unsalable' AND COALESCE(k.unsalable, 0) = 0
    AND NOT EXISTS (SELECT 1 FROM delivery w WHERE w.county = v.county AND w.contract = v.contract AND w.reverses = v.seq)
    AND (b.outlet IS NULL OR (e.kind IN ('purchase', 'consignment_intake') AND NOT EXISTS (SELECT 1 FROM bought_line n
        WHERE n.county = b.county AND n.outlet = b.outlet AND n.seq = b.entry AND n.line = b.line AND n.grams <> 0)));
INSERT INTO delivered_beside (county, contract, delivery, seq, division, crop, day, grams, at, why)
SELECT n.county, n.contract, n.delivery, COALESCE((SELECT MAX(d.seq) FROM delivered_beside d WHERE d.county = n.county
    AND d.contract = n.contract AND d.delivery = n.delivery), 0) + 1, n.division, n.crop, n.day, -n.counted, n.at, ''
FROM delivered_anew n WHERE n.village = 1 AND n.counted <> 0;
INSERT INTO delivered_beside (county, contract, delivery, seq, division, crop, day, grams, at, why)
SELECT n.county, n.contract, n.delivery, COALESCE((SELECT MAX(d.seq) FROM delivered_beside d WHERE d.county = n.county
    AND d.contract = n.contract AND d.delivery = n.delivery), 0) + 1, n.division, n.crop, n.day, n.grams, n.at, 'village'
FROM delivered_anew n WHERE n.village = 1;
DROP TABLE delivered_anew;
