-- Why: guidance is asked for on one day and given on another, by phone or on the spot (S68); a note said neither.
-- Read by: the list of advice, the phones of guides and villages.
-- Grows: two short columns of rows that were there.

-- `call`, `visit` or `message`; empty where a note does not say it.
ALTER TABLE advice ADD COLUMN way TEXT NOT NULL DEFAULT '';
-- When it was asked for; empty for the day of the advice itself.
ALTER TABLE advice ADD COLUMN asked_on TEXT NOT NULL DEFAULT '';
