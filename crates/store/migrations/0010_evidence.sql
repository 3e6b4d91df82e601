-- Why: the scans and photos that an appeal will ask for, and what each of them is evidence of.
-- Read by: the pages of certifications, producers and outlets; `audit verify` recounts the digests.
-- Grows: some ten files a case or outlet, a few thousand a year, about 1 MB each once shrunk.

-- What a file is, by SHA-256 of the bytes as they were handed in: the same scan is stored once.
-- append-only
CREATE TABLE file (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    media_type TEXT NOT NULL CONSTRAINT file_media_type CHECK (media_type IN
        ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
    size_bytes BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX file_digest ON file (county, digest);

-- The bytes, sealed: licences and wage lists show people. Apart from the above, since a new key and
-- the end of keeping touch this alone.
CREATE TABLE file_content (
    county TEXT NOT NULL,
    file BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (county, file)
);

-- What a file is evidence of: a subject (certification, producer, outlet) or one part of it (an act,
-- a help, a badge). round counts how often the same file was struck off there before.
-- append-only
CREATE TABLE evidence (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    part TEXT NOT NULL,
    part_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    file BIGINT NOT NULL,
    round BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    role TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX evidence_once ON evidence (county, subject_kind, subject, part, part_id, file, round);
CREATE INDEX evidence_by_file ON evidence (county, file);

-- The file's name and a note, sealed: they often say whose paper it is.
CREATE TABLE evidence_words (
    county TEXT NOT NULL,
    evidence BIGINT NOT NULL,
    name BYTEA NOT NULL,
    note BYTEA NOT NULL,
    PRIMARY KEY (county, evidence)
);

-- Wrong evidence is struck off with a reason; it is never replaced and never removed.
-- append-only
CREATE TABLE evidence_strike (
    county TEXT NOT NULL,
    evidence BIGINT NOT NULL,
    reason TEXT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, evidence)
);
