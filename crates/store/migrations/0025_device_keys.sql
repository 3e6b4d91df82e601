-- Why: what a phone holds unsent can be carried to the county as a file; a key that the phone has had since it was bound
-- shows that the file is its own and unchanged. Read by: whoever takes such a file in.
-- Grows: a row for each phone that was bound; kept, so that a file of a phone that was ended says so.
CREATE TABLE device_key (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    -- The sign-in that it lives and ends with.
    session BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    device TEXT NOT NULL,
    -- The key is made of this and the county's own; it stands nowhere.
    salt BYTEA NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX device_key_session ON device_key (county, session);
