-- Why: the reason of a side that refuses or proposes was whole words in one language; as a code it is read in the reader's
-- own and can be counted. What was written before has none and stands as its text.
ALTER TABLE offer_act ADD COLUMN why TEXT NOT NULL DEFAULT '';
