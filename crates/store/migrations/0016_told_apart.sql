-- Why: two workers of one name, one of them known without a phone, may be one person on two unions' lists. Until a
-- union says that they are two, what one was issued in a year counts for the other.
-- Read by: issuing. Grows: a row for each pair that somebody told apart.
-- append-only
CREATE TABLE worker_apart (
    county TEXT NOT NULL,
    worker BIGINT NOT NULL,
    other BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, worker, other)
);
