-- Why: the same photo that was shrunk, sent on or saved anew has other bytes and shows the same (E7).
-- Read by: the evidence of a thing and the list of unsalable reports, which name what looks alike.
-- Grows: a row a photo, a few thousand a year; alike pairs are rare.

-- What a photo shows, in 64 bits; those that show nothing to go by, such as a white sheet, have none.
-- append-only
CREATE TABLE photo_look (
    county TEXT NOT NULL,
    file BIGINT NOT NULL,
    look BIGINT NOT NULL,
    PRIMARY KEY (county, file)
);

-- Photos that look alike, in both directions; found when the later one came.
-- append-only
CREATE TABLE photo_alike (
    county TEXT NOT NULL,
    file BIGINT NOT NULL,
    other BIGINT NOT NULL,
    PRIMARY KEY (county, file, other)
);
