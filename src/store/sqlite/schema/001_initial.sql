-- All times are microseconds since 1970-01-01T00:00:00Z. JSON columns hold the record's own nouns.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    organisation  TEXT NOT NULL,
    system        TEXT NOT NULL,
    dialect       TEXT NOT NULL,
    received      INTEGER NOT NULL DEFAULT 0,
    applied       INTEGER NOT NULL DEFAULT 0,
    duplicate     INTEGER NOT NULL DEFAULT 0,
    conflict      INTEGER NOT NULL DEFAULT 0,
    dead          INTEGER NOT NULL DEFAULT 0,
    last_received INTEGER,
    last_stated   INTEGER
) STRICT;

-- Raw messages, whole and unchanged. A duplicate names the message whose body it repeats.
CREATE TABLE message (
    id         INTEGER PRIMARY KEY,
    feed       INTEGER NOT NULL REFERENCES feed (id),
    received   INTEGER NOT NULL,
    outcome    INTEGER NOT NULL,
    number     BLOB NOT NULL,
    sha256     BLOB NOT NULL,
    size       INTEGER NOT NULL,
    patient    INTEGER,
    encounter  TEXT,
    stated     TEXT,
    control_id TEXT NOT NULL,
    trigger    TEXT NOT NULL,
    entries    INTEGER NOT NULL DEFAULT 0,
    notes      TEXT,
    same_as    INTEGER REFERENCES message (id),
    body       BLOB
) STRICT;
CREATE INDEX message_number ON message (number);
CREATE INDEX message_patient ON message (patient, id) WHERE patient IS NOT NULL;

CREATE TRIGGER message_is_immutable BEFORE UPDATE OF feed, received, number, sha256, size, body ON message
BEGIN SELECT RAISE(ABORT, 'raw messages are immutable'); END;
CREATE TRIGGER message_is_kept BEFORE DELETE ON message
BEGIN SELECT RAISE(ABORT, 'raw messages are kept'); END;

CREATE TABLE dead_letter (
    message  INTEGER PRIMARY KEY REFERENCES message (id),
    reason   TEXT NOT NULL,
    location TEXT,
    origin   TEXT NOT NULL,
    offset   INTEGER NOT NULL
) STRICT;

-- One row for each person as one source knows them; `person` is the lowest id of those linked.
CREATE TABLE patient (
    id           INTEGER PRIMARY KEY,
    source       TEXT NOT NULL UNIQUE,
    feed         INTEGER NOT NULL REFERENCES feed (id),
    organisation TEXT NOT NULL,
    system       TEXT NOT NULL,
    person       INTEGER NOT NULL,
    counted      INTEGER,
    merged_into  INTEGER
) STRICT;
CREATE INDEX patient_person ON patient (person);

CREATE TABLE patient_version (
    patient    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    recorded   INTEGER NOT NULL,
    superseded INTEGER,
    message    INTEGER NOT NULL,
    stated     TEXT,
    body       TEXT NOT NULL,
    PRIMARY KEY (patient, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE identifier (
    value     TEXT NOT NULL,
    kind      INTEGER NOT NULL,
    authority TEXT NOT NULL,
    patient   INTEGER NOT NULL,
    PRIMARY KEY (value, kind, authority, patient)
) STRICT, WITHOUT ROWID;

-- Names, past ones too, folded for search.
CREATE TABLE patient_name (
    family  TEXT NOT NULL,
    given   TEXT NOT NULL,
    birth   INTEGER NOT NULL,
    patient INTEGER NOT NULL,
    PRIMARY KEY (family, given, birth, patient)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_birth ON patient_name (birth, patient);
CREATE INDEX patient_name_patient ON patient_name (patient);

CREATE TABLE patient_postcode (
    postcode TEXT NOT NULL,
    patient  INTEGER NOT NULL,
    PRIMARY KEY (postcode, patient)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_postcode_patient ON patient_postcode (patient);

-- Links and do-not-links between source patients: never changed, only undone.
CREATE TABLE link (
    id       INTEGER PRIMARY KEY,
    first    INTEGER NOT NULL,
    second   INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    evidence TEXT NOT NULL,
    message  INTEGER,
    recorded INTEGER NOT NULL,
    undone   INTEGER
) STRICT;
CREATE INDEX link_first ON link (first);
CREATE INDEX link_second ON link (second);

CREATE TABLE conflict (
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    message  INTEGER,
    recorded INTEGER NOT NULL,
    resolved INTEGER
) STRICT;
CREATE TABLE conflict_patient (
    patient  INTEGER NOT NULL,
    conflict INTEGER NOT NULL REFERENCES conflict (id),
    PRIMARY KEY (patient, conflict)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_patient_conflict ON conflict_patient (conflict);

-- Every version of every entry, clustered by patient. `sensitivity` holds a bit for each label by
-- the list that is built in (bits 0 to 7) and by the releases that were loaded (8 to 15), and
-- whether no list could tell (16); `meta` names the releases.
CREATE TABLE entry (
    patient      INTEGER NOT NULL,
    key          TEXT NOT NULL,
    version      INTEGER NOT NULL,
    section      INTEGER NOT NULL,
    state        INTEGER NOT NULL,
    time         INTEGER,
    until        INTEGER,
    recorded     INTEGER NOT NULL,
    superseded   INTEGER,
    version_time INTEGER,
    message      INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    sensitivity  INTEGER NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (patient, key, version)
) STRICT, WITHOUT ROWID;

-- The same fact said again by a later message, word for word.
CREATE TABLE entry_repeat (
    patient  INTEGER NOT NULL,
    key      TEXT NOT NULL,
    message  INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,
    location TEXT NOT NULL,
    PRIMARY KEY (patient, key, message, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE signal (
    patient INTEGER NOT NULL,
    message INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (patient, message, ordinal, kind)
) STRICT, WITHOUT ROWID;

-- Versions of entries whose code says something about consent.
CREATE TABLE coded_signal (
    patient INTEGER NOT NULL,
    key     TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    stance  TEXT NOT NULL,
    code    TEXT NOT NULL,
    PRIMARY KEY (patient, key, version, kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    name TEXT PRIMARY KEY,
    uid  INTEGER UNIQUE,
    nhs_number TEXT,
    body TEXT NOT NULL,
    -- The first day on which the user may do nothing, as YYYY-MM-DD in Europe/London.
    suspended_from TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX user_nhs_number ON user (nhs_number) WHERE nhs_number IS NOT NULL;
