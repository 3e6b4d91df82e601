-- Why: what an outlet is (shop, village point …) decides which rules judge its book, so its kind stays as it is
-- from the first entry or act on; the register has to know that a book was begun.
-- Read by: the correction of an outlet.
-- Grows: never; one mark on each outlet.
ALTER TABLE outlet ADD COLUMN kept_book BIGINT NOT NULL DEFAULT 0;
UPDATE outlet SET kept_book = 1
WHERE EXISTS (SELECT 1 FROM book b WHERE b.county = outlet.county AND b.outlet = outlet.id AND b.last_seq > 0);

-- Why: a product stands in one open certification at a time, and its page says in which.
CREATE INDEX certification_product_by_product ON certification_product (county, product);
