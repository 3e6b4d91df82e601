-- Why: a cadre of a unit stands by a household (结对干部), as units stand by villages (S80).
-- Read by: the list of pairings; a unit's buyer may direct a demand to the households of its own cadres.
-- Grows: one a household that is assisted, some thousands in a county, a few more each year.
CREATE TEMPORARY TABLE pairing_before AS SELECT * FROM pairing;
DROP TABLE pairing;

-- Changed by nothing but mergers: the pairings of a village, or of a unit in a township, go over to the successor.
CREATE TABLE pairing (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT pairing_kind CHECK (kind IN ('paired', 'backing', 'cadre')),
    unit BIGINT NOT NULL,
    unit_path TEXT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    -- A cadre is a party, and stands by a household; nobody else does.
    cadre BIGINT,
    household BIGINT,
    from_day TEXT NOT NULL,
    document_no TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id),
    CONSTRAINT pairing_cadre CHECK ((kind = 'cadre') = (cadre IS NOT NULL) AND (kind = 'cadre') = (household IS NOT NULL))
);
CREATE INDEX pairing_by_unit ON pairing (county, unit, division);

INSERT INTO pairing (county, id, kind, unit, unit_path, division, path, from_day, document_no, made_by, made_post, at)
SELECT county, id, kind, unit, unit_path, division, path, from_day, document_no, made_by, made_post, at FROM pairing_before;

DROP TABLE pairing_before;
