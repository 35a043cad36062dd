-- What is not to be told yet or not under its own name; what further sources say of a fact; and what casebooks remember of
-- each other: named mappings for tables, and the state on which a shared folder and this casebook last agreed.

ALTER TABLE cases ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE cases ADD COLUMN told_as TEXT CHECK (length(told_as) BETWEEN 1 AND 4000);

ALTER TABLE charges ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE sentences ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE restrictions ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE events ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE concerns ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE demands ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE officials ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE actions ADD COLUMN embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*');

CREATE TABLE claims (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    about TEXT NOT NULL CHECK (length(about) BETWEEN 1 AND 80),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE mappings (
    name TEXT PRIMARY KEY NOT NULL CHECK (name NOT GLOB '*[^a-z0-9-]*' AND length(name) BETWEEN 1 AND 80),
    options TEXT NOT NULL CHECK (json_valid(options))
) STRICT;

CREATE TABLE agreed (
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 80),
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 80),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 10000000),
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
