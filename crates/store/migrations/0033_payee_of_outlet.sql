-- Why: to which account somebody is paid is said by the point that pays; another point's word does not redirect it.
-- Rows from before belong to whichever point bought; 0 is read by every point until it names its own.
ALTER TABLE payee ADD COLUMN outlet BIGINT NOT NULL DEFAULT 0;
