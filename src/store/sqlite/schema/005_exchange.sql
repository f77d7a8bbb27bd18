-- A list that was sent to be checked for national data opt-outs: its hash and its size, and none of
-- its numbers. What came back is kept nowhere.
CREATE TABLE opt_out_request (
    sha256       BLOB PRIMARY KEY,
    numbers      INTEGER NOT NULL,
    requested    INTEGER NOT NULL,
    requested_by TEXT NOT NULL,
    sequence     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A form that was printed for one person. Its reference is random: only this table says for whom.
CREATE TABLE choice_form (
    reference  TEXT PRIMARY KEY,
    nhs_number TEXT NOT NULL,
    printed    INTEGER NOT NULL,
    printed_by TEXT NOT NULL,
    sequence   INTEGER NOT NULL,
    used       INTEGER
) STRICT, WITHOUT ROWID;
