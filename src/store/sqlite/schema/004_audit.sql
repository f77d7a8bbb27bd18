-- The log of what was attempted, shown and changed. Numbers begin at 1 and have no gap: event n is
-- leaf n - 1 of the tree. `recorded` is when it happened; of an event that another system recorded,
-- by the clock of that system. An erased event keeps its number, its time and its hashes.
CREATE TABLE audit_event (
    sequence INTEGER PRIMARY KEY,
    recorded INTEGER NOT NULL,
    action   TEXT NOT NULL,
    outcome  INTEGER NOT NULL,
    user     TEXT NOT NULL,
    salt     BLOB,
    body     TEXT
) STRICT;
CREATE INDEX audit_event_recorded ON audit_event (recorded);
CREATE INDEX audit_event_user ON audit_event (user, recorded);
CREATE INDEX audit_event_failed ON audit_event (outcome, recorded) WHERE outcome > 0;
CREATE INDEX audit_event_emergency ON audit_event (recorded) WHERE action = 'emergency-view';

-- The hashes that each event completes: its leaf, then every node of which it is the last leaf,
-- upwards, 32 bytes each (RFC 6962 section 2.1).
CREATE TABLE audit_node (
    sequence INTEGER PRIMARY KEY,
    hashes   BLOB NOT NULL
) STRICT;

CREATE TABLE audit_patient (
    patient  INTEGER NOT NULL,
    sequence INTEGER NOT NULL REFERENCES audit_event (sequence),
    PRIMARY KEY (patient, sequence)
) STRICT, WITHOUT ROWID;

-- Whom the events of other systems concern, by NHS number: the person need not be known here yet.
CREATE TABLE audit_subject (
    nhs_number TEXT NOT NULL,
    sequence   INTEGER NOT NULL REFERENCES audit_event (sequence),
    PRIMARY KEY (nhs_number, sequence)
) STRICT, WITHOUT ROWID;

-- The files of other systems whose events were taken in, and how many of each.
CREATE TABLE audit_import (
    file     TEXT PRIMARY KEY,
    system   TEXT NOT NULL,
    done     INTEGER NOT NULL,
    first    INTEGER,
    last     INTEGER,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Signed statements of how long the log was and what its root was (C2SP tlog-checkpoint).
CREATE TABLE audit_checkpoint (
    id   INTEGER PRIMARY KEY,
    size INTEGER NOT NULL,
    made INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX audit_checkpoint_size ON audit_checkpoint (size);

-- The public keys that sign for this store (C2SP signed-note), and the event that took each in.
CREATE TABLE audit_key (
    verifier TEXT PRIMARY KEY,
    added    INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_immutable BEFORE UPDATE ON audit_event
WHEN new.body IS NOT NULL OR new.salt IS NOT NULL OR old.body IS NULL
  OR new.sequence <> old.sequence OR new.recorded <> old.recorded
BEGIN SELECT RAISE(ABORT, 'audit events are immutable'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit events are kept'); END;
CREATE TRIGGER audit_node_is_immutable BEFORE UPDATE ON audit_node
BEGIN SELECT RAISE(ABORT, 'the audit tree is immutable'); END;
CREATE TRIGGER audit_node_is_kept BEFORE DELETE ON audit_node
BEGIN SELECT RAISE(ABORT, 'the audit tree is kept'); END;
