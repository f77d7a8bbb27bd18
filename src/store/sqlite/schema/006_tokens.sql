-- What a user shows instead of an operating-system account where the store is served: only the hash
-- of it is kept. A token is never deleted, so that the audit can be read beside it.
CREATE TABLE user_token (
    id       TEXT PRIMARY KEY,
    user     TEXT NOT NULL REFERENCES user (name),
    name     TEXT NOT NULL,
    sha256   BLOB NOT NULL UNIQUE,
    made     INTEGER NOT NULL,
    made_by  TEXT NOT NULL,
    expires  INTEGER NOT NULL,
    revoked  INTEGER,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX user_token_user ON user_token (user);

-- A write of a client under a name that it chose: when it comes again the answer is the first one, and
-- nothing is written twice.
CREATE TABLE served_write (
    user   TEXT NOT NULL,
    name   TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    answer TEXT NOT NULL,
    made   INTEGER NOT NULL,
    PRIMARY KEY (user, name)
) STRICT, WITHOUT ROWID;
