-- Why: a phone in a village stays signed in for months, without a password on it: it is bound by a QR that the township
-- shows, or by six digits told over the phone. Read by: the field app's first start.
-- Grows: a row for each phone that was handed over; dead after a day, thrown away after the night.
CREATE TABLE device_code (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    -- Keyed digests: of the long code in the QR, and of the login with the six digits.
    code BYTEA NOT NULL,
    digits BYTEA NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    code_ends_at TEXT NOT NULL,
    digits_ends_at TEXT NOT NULL,
    -- Wrong digits told for this person since the code was made.
    failures BIGINT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX device_code_code ON device_code (county, code);
CREATE INDEX device_code_by_person ON device_code (county, person);

-- What the phone calls itself; empty for a sign-in by password.
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
