-- Why: the policy files that a county has put in force, the years that it has settled and frozen, and the totals
-- that were reported before it counted here.
-- Read by: every request (policies in force, cached), settlement screens and the command line.
-- Grows: a policy a year; one settlement a year, some hundred kilobytes of text; a handful of totals once.

-- A file is never changed: a correction is a file of its own, which takes over from its first day.
-- append-only
CREATE TABLE policy_file (
    county TEXT NOT NULL,
    id TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    content TEXT NOT NULL,
    put_by BIGINT NOT NULL,
    put_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

-- `content` is the whole settlement as text, `digest` the SHA-256 of its UTF-8 bytes in hex. The policy stands
-- beside it, so that the year can be computed again whatever becomes of the policy files.
-- append-only
CREATE TABLE settlement (
    county TEXT NOT NULL,
    year BIGINT NOT NULL,
    policy TEXT NOT NULL,
    policy_text TEXT NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    award_fen BIGINT NOT NULL,
    findings BIGINT NOT NULL,
    frozen_by BIGINT NOT NULL,
    post BIGINT NOT NULL,
    frozen_at TEXT NOT NULL,
    PRIMARY KEY (county, year)
);

-- What was reported before Huoshui counted: shown beside what is counted here, never added to it. A wrong statement is
-- superseded by a new one. Money stands in `amount_fen`, households, people and outlets in `number`.
-- append-only
CREATE TABLE opening_total (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    measure TEXT NOT NULL,
    amount_fen BIGINT CONSTRAINT opening_total_amount CHECK (amount_fen >= 0),
    number BIGINT CONSTRAINT opening_total_number CHECK (number >= 0),
    precision TEXT NOT NULL,
    as_of TEXT NOT NULL,
    wording TEXT NOT NULL,
    document TEXT NOT NULL,
    document_no TEXT NOT NULL,
    page TEXT NOT NULL,
    note TEXT NOT NULL,
    supersedes BIGINT,
    made_by BIGINT NOT NULL,
    post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX opening_total_superseded_once ON opening_total (county, supersedes);
