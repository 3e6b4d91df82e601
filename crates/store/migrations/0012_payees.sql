-- Why: a pay-out's list of transfers may be printed again years later, and must name the account that the
-- money went to then; the outlet's own may have been changed meanwhile, and back.
-- Read by: the page and the print of a pay-out.
-- Grows: one row for each outlet of a pay-out, some hundred a year.

-- Whom a pay-out goes to. Operator and account as they were then; the party holds the account, sealed.
-- append-only
CREATE TABLE payout_payee (
    county TEXT NOT NULL,
    payout BIGINT NOT NULL,
    outlet BIGINT NOT NULL,
    operator TEXT NOT NULL,
    party BIGINT NOT NULL,
    PRIMARY KEY (county, payout, outlet)
);
