-- What is remembered of letters: the way they went out, which facts they told, what came back; and joint statements with
-- those who were asked to sign.

ALTER TABLE letters ADD COLUMN channel TEXT CHECK (length(channel) BETWEEN 1 AND 4000);
ALTER TABLE letters ADD COLUMN follows TEXT CHECK (follows NOT GLOB '*[^a-z0-9-]*' AND length(follows) BETWEEN 1 AND 80);

CREATE TABLE told (
    letter_id TEXT NOT NULL REFERENCES letters(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    "case" TEXT NOT NULL CHECK ("case" NOT GLOB '*[^a-z0-9-]*' AND length("case") BETWEEN 1 AND 80),
    fact TEXT NOT NULL CHECK (length(fact) BETWEEN 1 AND 4000),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    PRIMARY KEY (letter_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE replies (
    letter_id TEXT NOT NULL REFERENCES letters(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    impact TEXT CHECK (length(impact) BETWEEN 1 AND 4000),
    registration TEXT CHECK (length(registration) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    PRIMARY KEY (letter_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    id TEXT PRIMARY KEY NOT NULL CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    kind TEXT CHECK (kind NOT GLOB '*[^a-z0-9-]*' AND length(kind) BETWEEN 1 AND 80),
    cases TEXT CHECK (cases IS NULL OR json_valid(cases) AND json_type(cases) = 'array'),
    closes TEXT CHECK (length(closes) IN (4, 7, 10) AND closes GLOB '[1-9][0-9][0-9][0-9]*'),
    note TEXT CHECK (length(note) BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE signatories (
    statement_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    signing TEXT NOT NULL CHECK (length(signing) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
    "group" TEXT CHECK (length("group") BETWEEN 1 AND 4000),
    note TEXT CHECK (length(note) BETWEEN 1 AND 4000),
    PRIMARY KEY (statement_id, position)
) STRICT, WITHOUT ROWID;

-- The history knows one kind of record more. A CHECK cannot be changed, so the table is made anew.

CREATE TABLE history_changes_new (
    operation INTEGER NOT NULL REFERENCES history(id),
    subject TEXT NOT NULL CHECK (subject IN ('case', 'recipient', 'source', 'letter', 'statement')),
    id TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'removed')),
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    UNIQUE (subject, id, operation)
) STRICT;
INSERT INTO history_changes_new SELECT operation, subject, id, change, before FROM history_changes;
DROP TABLE history_changes;
ALTER TABLE history_changes_new RENAME TO history_changes;
CREATE INDEX history_changes_by_operation ON history_changes (operation);

CREATE INDEX letters_by_recipient ON letters (recipient, date);
