-- Why: surveys 摸底 are asked for in rounds, twice a year, and what is reported is measured against limits, against the last
-- word of its village and against its survey.
-- Read by: the phone's day, the page of a round, what a village had to sell, the township's checks.
-- Grows: two rounds a year; a mark for each report that is odd.

-- A round is known by its first day: that is what a survey keeps of it.
CREATE TABLE survey_round (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    from_day TEXT NOT NULL,
    -- Last day on which a survey is in time.
    due_day TEXT NOT NULL,
    -- Nobody is asked any more.
    ended BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX survey_round_name ON survey_round (county, name);
CREATE UNIQUE INDEX survey_round_day ON survey_round (county, from_day);

CREATE TABLE survey_round_crop (
    county TEXT NOT NULL,
    round BIGINT NOT NULL,
    crop BIGINT NOT NULL,
    PRIMARY KEY (county, round, crop)
);

-- Of a survey: the first day of its round, or the year outside rounds. Empty for other reports, and for surveys from before.
ALTER TABLE supply_report ADD COLUMN round TEXT NOT NULL DEFAULT '';
CREATE INDEX supply_report_surveys ON supply_report (county, round, path) WHERE kind = 'survey';

-- Less than this in one report is odd; a survey's yield a mu outside these two is; so is more than so many times the last word.
ALTER TABLE crop ADD COLUMN least_g BIGINT;
ALTER TABLE crop ADD COLUMN yield_least_g BIGINT;
ALTER TABLE crop ADD COLUMN yield_most_g BIGINT;
ALTER TABLE crop ADD COLUMN jump_times BIGINT NOT NULL DEFAULT 3;

-- Why a report is odd: what it was measured against. Reckoned anew when anything comes in or is checked of its village and crop.
CREATE TABLE supply_mark (
    county TEXT NOT NULL,
    report BIGINT NOT NULL,
    code TEXT NOT NULL CONSTRAINT supply_mark_code CHECK (code IN ('above', 'below', 'yield_low', 'yield_high', 'jump_up', 'jump_down', 'over_survey')),
    than_g BIGINT NOT NULL,
    -- How many times, of a jump; 0 of others.
    times BIGINT NOT NULL,
    PRIMARY KEY (county, report, code)
);
INSERT INTO supply_mark (county, report, code, than_g, times)
    SELECT s.county, s.id, 'above', c.odd_g, 0 FROM supply_report s JOIN crop c ON c.county = s.county AND c.id = s.crop
    WHERE s.grams > c.odd_g;
