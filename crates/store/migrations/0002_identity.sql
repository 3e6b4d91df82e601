-- Why: who people are, what they may do and where, and how they prove it.
-- Read by: every request (session, post); party by whoever may see personal data.
-- Grows: a party for each person, worker, household member and contact; sessions are pruned.

-- Personal data stands here only, sealed; everything else holds the party's id.
CREATE TABLE party (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name BYTEA NOT NULL,
    name_digest BYTEA NOT NULL,
    phone BYTEA,
    phone_digest BYTEA,
    id_number BYTEA,
    id_number_digest BYTEA,
    address BYTEA,
    bank BYTEA,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX party_by_name ON party (county, name_digest);
CREATE INDEX party_by_phone ON party (county, phone_digest);
CREATE INDEX party_by_id_number ON party (county, id_number_digest);

CREATE TABLE person (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    party BIGINT NOT NULL,
    login TEXT NOT NULL,
    password_hash TEXT,
    totp BYTEA,
    totp_step BIGINT NOT NULL DEFAULT 0,
    status TEXT NOT NULL CONSTRAINT person_status CHECK (status IN ('invited', 'active', 'left')),
    failures BIGINT NOT NULL DEFAULT 0,
    locked_until TEXT,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX person_login ON person (county, login);

CREATE TABLE post (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    person BIGINT NOT NULL,
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_id BIGINT NOT NULL,
    scope_path TEXT NOT NULL,
    scope_name TEXT NOT NULL,
    field TEXT NOT NULL,
    capacity TEXT NOT NULL CONSTRAINT post_capacity CHECK (capacity IN ('holder', 'handler', 'stand_in')),
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    granted_by BIGINT NOT NULL,
    granted_at TEXT NOT NULL,
    end_reason TEXT NOT NULL DEFAULT '',
    successor BIGINT,
    PRIMARY KEY (county, id)
);
CREATE INDEX post_by_person ON post (county, person);
CREATE INDEX post_by_scope ON post (county, role, scope_path);

CREATE TABLE session (
    digest BYTEA NOT NULL PRIMARY KEY,
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    csrf TEXT NOT NULL,
    made_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    origin TEXT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX session_by_person ON session (county, person);

-- Programs sign in with a bearer token that carries named permissions of one post.
CREATE TABLE token (
    digest BYTEA NOT NULL PRIMARY KEY,
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    revoked_at TEXT
);
CREATE INDEX token_by_person ON token (county, person);

-- One-time links: first sign-in, and a reset that an administrator hands over.
CREATE TABLE sign_in_link (
    digest BYTEA NOT NULL PRIMARY KEY,
    county TEXT NOT NULL,
    person BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX sign_in_link_by_person ON sign_in_link (county, person);

-- A hand-over between office-holders, signed by both.
CREATE TABLE handover (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    from_post BIGINT NOT NULL,
    to_post BIGINT NOT NULL,
    list TEXT NOT NULL,
    made_at TEXT NOT NULL,
    given_at TEXT,
    taken_at TEXT,
    PRIMARY KEY (county, id)
);
