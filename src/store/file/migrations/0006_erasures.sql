-- Who was erased, so that nobody brings them back unasked and no id of theirs is given again: digests of ids, uids and names
-- with a salt of this casebook, and the operation that erased them. And which operations changed what was erased since.

ALTER TABLE history ADD COLUMN erased TEXT CHECK (length(erased) = 10);

CREATE TABLE erased (
    digest TEXT PRIMARY KEY NOT NULL CHECK (length(digest) = 64),
    operation INTEGER NOT NULL REFERENCES history(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_salt (
    n INTEGER PRIMARY KEY CHECK (n = 1),
    salt TEXT NOT NULL CHECK (length(salt) = 64)
) STRICT;
