-- Why: a directed purchase names a producer or a household, and ordinary supply may be theirs, not only what does not sell.
-- A household stands in the column that surveys have.
-- Read by: matching, the lists of reports, the phone that reported.
-- Grows: with reports that name a seller; the others are the village's.
ALTER TABLE supply_report ADD COLUMN producer BIGINT;
