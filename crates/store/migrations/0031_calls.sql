-- Why: a clerk enters by phone call what a village officer says who has no smartphone; the officer proves the call by the next
-- one-time code of a printed card 电话报送码, or says later that it is so, or that it is not.
-- Read by: the form of a call, lists of reports, the officer's day. Grows: some cards a village and year with twenty codes
-- each, a row for each call and its answer.

-- Whose card it is; what became of it follows from its acts. It goes over with its post when a village is merged.
CREATE TABLE code_card (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    post BIGINT NOT NULL,
    person BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX code_card_by_post ON code_card (county, post, id);

-- A code stands here as a keyed digest alone.
-- append-only
CREATE TABLE code_card_code (
    county TEXT NOT NULL,
    card BIGINT NOT NULL,
    number BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    PRIMARY KEY (county, card, number)
);

-- What became of a card: codes that were right, codes that were wrong, its end.
-- append-only
CREATE TABLE code_card_act (
    county TEXT NOT NULL,
    card BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    act TEXT NOT NULL CONSTRAINT code_card_act_kind CHECK (act IN ('used', 'wrong', 'ended')),
    -- Which code was asked for; 0 for an end.
    number BIGINT NOT NULL,
    -- Why it ended; empty for the others.
    reason TEXT NOT NULL CONSTRAINT code_card_act_reason CHECK (reason IN ('', 'replaced', 'taken_back', 'wrong', 'used_up')),
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, card, seq)
);

-- A call that reports were entered after. What was said stays where it was said.
-- append-only
CREATE TABLE supply_call (
    county TEXT NOT NULL,
    id BIGINT NOT NULL,
    division BIGINT NOT NULL,
    path TEXT NOT NULL,
    -- The village's post that called and who holds it; none where somebody else called.
    post BIGINT,
    person BIGINT,
    -- The clerk who entered it.
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX supply_call_by_path ON supply_call (county, path, id);

-- What was entered after it.
-- append-only
CREATE TABLE supply_call_item (
    county TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT supply_call_item_kind CHECK (kind IN ('supply', 'unsalable')),
    report BIGINT NOT NULL,
    call BIGINT NOT NULL,
    PRIMARY KEY (county, kind, report)
);
CREATE INDEX supply_call_item_by_call ON supply_call_item (county, call);

-- What the village's officer says of it, once: by a code of the card, in person, or that it is not so.
-- append-only
CREATE TABLE supply_call_answer (
    county TEXT NOT NULL,
    call BIGINT NOT NULL,
    how TEXT NOT NULL CONSTRAINT supply_call_answer_how CHECK (how IN ('code', 'own', 'denied')),
    -- Who answered.
    person BIGINT NOT NULL,
    post BIGINT NOT NULL,
    -- The card and the number of its code.
    card BIGINT,
    number BIGINT,
    reason TEXT NOT NULL,
    -- Who entered the answer: the clerk who heard the code, or the officer.
    made_by BIGINT NOT NULL,
    made_post BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, call)
);
