-- Why: the county's divisions as the county knows them; codes are optional, names are no key.
-- Read by: every slice, through paths such as /12/345/ that a scope is a prefix of.
-- Grows: some 600 rows a county, a few more at each merger.
CREATE TABLE division (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    normal TEXT NOT NULL,
    level TEXT NOT NULL CONSTRAINT division_level CHECK (level IN ('county', 'township', 'village')),
    kind TEXT NOT NULL,
    parent BIGINT NOT NULL,
    path TEXT NOT NULL,
    search TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    successor BIGINT,
    note TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX division_code ON division (county, code);
CREATE UNIQUE INDEX division_path ON division (county, path);
CREATE INDEX division_by_parent ON division (county, parent);
CREATE INDEX division_by_normal ON division (county, normal);

-- Other names of a division: former ones, spellings, what people call it.
CREATE TABLE division_alias (
    county TEXT NOT NULL,
    division BIGINT NOT NULL,
    alias TEXT NOT NULL,
    normal TEXT NOT NULL,
    PRIMARY KEY (county, division, alias)
);
CREATE INDEX division_alias_by_normal ON division_alias (county, normal);

-- Codes that this county had before (432523, 430521): old papers and ID numbers carry them.
CREATE TABLE past_county_code (
    county TEXT NOT NULL,
    code TEXT NOT NULL,
    until_year BIGINT NOT NULL,
    PRIMARY KEY (county, code)
);

-- Dated qualities of a division, such as poor_village (贫困村).
CREATE TABLE division_quality (
    county TEXT NOT NULL,
    division BIGINT NOT NULL,
    quality TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (county, division, quality, valid_from)
);
