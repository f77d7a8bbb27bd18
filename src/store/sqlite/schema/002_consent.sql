-- Every statement about who may see a person's record, by NHS number: what was true when (in the
-- body) and when the store knew it. Nothing is removed: a correction marks a row as entered in
-- error and adds another. A person who is not yet known holds statements as anybody does.
CREATE TABLE choice (
    id             INTEGER PRIMARY KEY,
    nhs_number     TEXT NOT NULL,
    body           TEXT NOT NULL,
    source         TEXT NOT NULL,
    recorded       INTEGER NOT NULL,
    row_key        BLOB,
    row_content    BLOB,
    plan           TEXT,
    corrects       INTEGER,
    sequence       INTEGER NOT NULL,
    in_error       INTEGER,
    error_sequence INTEGER,
    error_plan     TEXT
) STRICT;
CREATE UNIQUE INDEX choice_row_key ON choice (row_key) WHERE row_key IS NOT NULL;
CREATE INDEX choice_number ON choice (nhs_number);
CREATE INDEX choice_plan ON choice (plan) WHERE plan IS NOT NULL;

CREATE TRIGGER choice_is_immutable
BEFORE UPDATE OF nhs_number, body, source, recorded, row_key, row_content, plan, corrects, sequence ON choice
BEGIN SELECT RAISE(ABORT, 'statements are immutable'); END;
CREATE TRIGGER choice_is_kept BEFORE DELETE ON choice
BEGIN SELECT RAISE(ABORT, 'statements are kept'); END;

-- Settings of the consent policy that this store adopted, each from its day on.
CREATE TABLE adopted_policy (
    id       INTEGER PRIMARY KEY,
    body     TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;

-- Plans of which something was applied; `applied` when nothing of it is left to do.
CREATE TABLE consent_plan (
    id       TEXT PRIMARY KEY,
    hash     TEXT NOT NULL,
    source   TEXT NOT NULL,
    made_by  TEXT NOT NULL,
    made     INTEGER NOT NULL,
    begun    INTEGER NOT NULL,
    applied  INTEGER,
    reverses TEXT,
    totals   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One line for each row of a plan that was dealt with, in the transaction that dealt with it.
CREATE TABLE consent_journal (
    plan    TEXT NOT NULL REFERENCES consent_plan (id),
    row     INTEGER NOT NULL,
    status  TEXT NOT NULL,
    choice  INTEGER,
    PRIMARY KEY (plan, row)
) STRICT, WITHOUT ROWID;

-- What waits for a second person: a plan's loosening rows or a grant of a role. `hash` is what is
-- approved, byte for byte.
CREATE TABLE approval (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    hash         BLOB NOT NULL,
    body         TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    requested    INTEGER NOT NULL,
    expires      INTEGER NOT NULL,
    decided_by   TEXT,
    decided      INTEGER,
    approved     INTEGER,
    used         INTEGER
) STRICT, WITHOUT ROWID;
