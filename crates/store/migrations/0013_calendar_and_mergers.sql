-- Why: the holiday plan of a year is published each November; the county loads it itself instead of waiting for a program.
-- Read by: every slice that counts working days, through places; what ships with the program stands where a year is not loaded.
-- Grows: one row a year, some 40 days each.
CREATE TABLE holiday_plan (
    county TEXT NOT NULL,
    year BIGINT NOT NULL,
    source TEXT NOT NULL,
    loaded_by BIGINT NOT NULL,
    loaded_at TEXT NOT NULL,
    PRIMARY KEY (county, year)
);

-- The days of a plan; a plan may begin in the last days of the year before.
CREATE TABLE holiday (
    county TEXT NOT NULL,
    year BIGINT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT holiday_kind CHECK (kind IN ('holiday', 'workday')),
    name TEXT NOT NULL,
    PRIMARY KEY (county, year, day)
);

-- Why: what stands in a merged division goes over to its successor on the day of the merger, which may lie ahead.
-- Read by: the night's work, and whoever asks where a merged division's things stand now.
-- Grows: a few rows at each merger. followed_at is empty until things have gone over.
CREATE TABLE division_merger (
    county TEXT NOT NULL,
    division BIGINT NOT NULL,
    successor BIGINT NOT NULL,
    last_day TEXT NOT NULL,
    followed_at TEXT NOT NULL,
    PRIMARY KEY (county, division)
);
-- Mergers of before this table are followed in the first night.
INSERT INTO division_merger (county, division, successor, last_day, followed_at)
SELECT county, id, successor, valid_to, '' FROM division WHERE successor IS NOT NULL;
