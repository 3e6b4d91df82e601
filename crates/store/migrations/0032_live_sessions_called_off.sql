-- Why: a live stream that was announced and does not take place is called off, with a reason; no sale names it any more.
ALTER TABLE live_session ADD COLUMN called_off TEXT NOT NULL DEFAULT '';
