-- Why: which unit stands by which village, from when until when (结对帮扶, 后盾单位): who is asked first when a village cannot sell (S80).
-- Read by: the list of pairings, of the county, of a township, of a unit.
-- Grows: one or two a village, a few hundred in all.

-- Changed by nothing but mergers: the pairings of a village, or of a unit in a township, go over to the successor.
CREATE TABLE pairing (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT pairing_kind CHECK (kind IN ('paired', 'backing')),
    unit BIGINT NOT NULL,
    unit_path TEXT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    from_day TEXT NOT NULL,
    document_no TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX pairing_by_unit ON pairing (county, unit, division);

-- append-only
CREATE TABLE pairing_end (
    county TEXT NOT NULL,
    pairing BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, pairing)
);
