-- Relationships that a user claimed, with a coded reason.
CREATE TABLE claimed_relationship (
    id       INTEGER PRIMARY KEY,
    user     TEXT NOT NULL,
    patient  INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    claimed  INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX claimed_relationship_patient ON claimed_relationship (patient, user);

-- Encounters and referrals that stand (sections 9 and 10): who cares for a person is asked at each
-- view.
CREATE INDEX entry_contact ON entry (patient, section) WHERE section IN (9, 10) AND superseded IS NULL AND state = 0;

-- What a person answered at the point of care: permission given or refused, or a discussion held.
CREATE TABLE permission (
    id       INTEGER PRIMARY KEY,
    patient  INTEGER NOT NULL,
    user     TEXT NOT NULL,
    answer   TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX permission_patient ON permission (patient, recorded);

-- Alerts to those who watch. Closed by somebody other than the one who caused it, with an outcome.
CREATE TABLE alert (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    caused_by TEXT NOT NULL,
    body      TEXT NOT NULL,
    raised    INTEGER NOT NULL,
    sequence  INTEGER NOT NULL,
    closed    INTEGER,
    closed_by TEXT,
    outcome   TEXT,
    note      TEXT
) STRICT;
CREATE INDEX alert_open ON alert (raised) WHERE closed IS NULL;
CREATE TABLE alert_patient (
    patient INTEGER NOT NULL,
    alert   INTEGER NOT NULL REFERENCES alert (id),
    PRIMARY KEY (patient, alert)
) STRICT, WITHOUT ROWID;

-- One document of one person denied to everybody or to one organisation.
CREATE TABLE document_denial (
    id       INTEGER PRIMARY KEY,
    patient  INTEGER NOT NULL,
    entry    TEXT NOT NULL,
    body     TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    lifted   INTEGER,
    sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX document_denial_patient ON document_denial (patient);
