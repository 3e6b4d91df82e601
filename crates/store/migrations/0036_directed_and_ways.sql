-- Why: a purchase may be directed to one producer or to assisted households, not only to a place (定向直购); and a run says by
-- which table of ways its plan was made, where the table came from and how much of it was estimated.
-- Read by: matching, the demand's list, the producer's phone; the page of ways and of a run.
-- Grows: some directed demands a year with a few households each; a table of ways when roads or rates change.
ALTER TABLE demand ADD COLUMN directed_producer BIGINT;

CREATE TABLE demand_household (
    county TEXT NOT NULL,
    demand BIGINT NOT NULL,
    household BIGINT NOT NULL,
    PRIMARY KEY (county, demand, household)
);

-- Each time the table of ways became another one: from a file, or typed.
-- append-only
CREATE TABLE way_table (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    -- Name of the file; empty if it was typed.
    source TEXT NOT NULL,
    ways BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

-- Which of them a run went by, 0 for what was run before or without any; how many ways it had, and how many of these
-- were in the table.
ALTER TABLE matching_run ADD COLUMN way_table BIGINT NOT NULL DEFAULT 0;
ALTER TABLE matching_run ADD COLUMN ways BIGINT NOT NULL DEFAULT 0;
ALTER TABLE matching_run ADD COLUMN ways_known BIGINT NOT NULL DEFAULT 0;
