-- Why: a database says which key for personal data is its own, so that a wrong or a new key is
-- refused at the start instead of sealing new rows that the old key does not open.
-- Read by: store, whenever a program opens the database.
-- Grows: never; one row.
CREATE TABLE key_check (
    id BIGINT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);
