-- The first casebook: everything the interchange schema (data/README.md, version 1) can say, so that export and import
-- are exact, and what has to be remembered beside it: the history for undo, and the ids that were given once.
--
-- One table per record and per list. A column is called as the field is; dates are as precise as they are known
-- ('2018', '2018-04', '2018-04-10'), terms are '2y6m', short lists are JSON arrays, yes and no are 1 and 0.
-- What is derived is never the truth: the status in `cases` (it follows from `events`), names and places in Latin letters
-- to sort and compare by, `term_days` (the average length of a term, to compare terms by), and the index for searching.

PRAGMA application_id = 0x4353424b; -- "CSBK"

-- One person each. `status` and `status_since` are those after all events, also after those still to come.
-- The long texts stand last, so that a list need not read past them.

CREATE TABLE cases (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    country TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]'),
    uid TEXT CHECK (length(uid) BETWEEN 1 AND 4000),
    rev INTEGER CHECK (rev >= 0),
    name_native TEXT CHECK (length(name_native) BETWEEN 1 AND 4000),
    family_name TEXT CHECK (length(family_name) BETWEEN 1 AND 4000),
    given_name TEXT CHECK (length(given_name) BETWEEN 1 AND 4000),
    gender TEXT CHECK (length(gender) BETWEEN 1 AND 4000),
    born TEXT CHECK (length(born) IN (4, 7, 10) AND born GLOB '[1-9][0-9][0-9][0-9]*'),
    place TEXT CHECK (length(place) BETWEEN 1 AND 4000),
    occupation TEXT CHECK (length(occupation) BETWEEN 1 AND 4000),
    organisation TEXT CHECK (length(organisation) BETWEEN 1 AND 4000),
    category TEXT CHECK (length(category) BETWEEN 1 AND 4000),
    held_at TEXT CHECK (length(held_at) BETWEEN 1 AND 4000),
    publicity TEXT CHECK (length(publicity) BETWEEN 1 AND 4000),
    consent TEXT CHECK (length(consent) BETWEEN 1 AND 4000),
    consent_by TEXT CHECK (length(consent_by) BETWEEN 1 AND 4000),
    as_of TEXT CHECK (length(as_of) IN (4, 7, 10) AND as_of GLOB '[1-9][0-9][0-9][0-9]*'),
    status TEXT NOT NULL CHECK (length(status) BETWEEN 1 AND 4000),
    status_since TEXT CHECK (length(status_since) IN (4, 7, 10) AND status_since GLOB '[1-9][0-9][0-9][0-9]*'),
    name_order TEXT NOT NULL,
    place_order TEXT,
    place_key TEXT,
    summary TEXT CHECK (length(summary) BETWEEN 1 AND 1000000),
    notes TEXT CHECK (length(notes) BETWEEN 1 AND 1000000)
) STRICT;

-- Flat lists of a case, in order.

CREATE TABLE aliases (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE old_ids (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE categories (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE "groups" (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

-- Facts, in the order of the record. A fact stands and falls with its case.

CREATE TABLE charges (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    code TEXT CHECK (length(code) BETWEEN 1 AND 4000),
    article TEXT CHECK (length(article) BETWEEN 1 AND 4000),
    part TEXT CHECK (length(part) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    court TEXT CHECK (length(court) BETWEEN 1 AND 4000),
    judges TEXT CHECK (judges IS NULL OR json_valid(judges) AND json_type(judges) = 'array'),
    term TEXT CHECK (length(term) BETWEEN 2 AND 30),
    term_days INTEGER CHECK (term_days >= 0),
    regime TEXT CHECK (length(regime) BETWEEN 1 AND 4000),
    additional TEXT CHECK (additional IS NULL OR json_valid(additional) AND json_type(additional) = 'array'),
    changes TEXT CHECK (length(changes) IN (4, 7, 10) AND changes GLOB '[1-9][0-9][0-9][0-9]*'),
    appeal INTEGER CHECK (appeal IN (0, 1)),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE restrictions (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    "from" TEXT CHECK (length("from") IN (4, 7, 10) AND "from" GLOB '[1-9][0-9][0-9][0-9]*'),
    until TEXT CHECK (length(until) IN (4, 7, 10) AND until GLOB '[1-9][0-9][0-9][0-9]*'),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    until TEXT CHECK (length(until) IN (4, 7, 10) AND until GLOB '[1-9][0-9][0-9][0-9]*'),
    effective TEXT CHECK (length(effective) IN (4, 7, 10) AND effective GLOB '[1-9][0-9][0-9][0-9]*'),
    status TEXT CHECK (length(status) BETWEEN 1 AND 4000),
    place TEXT CHECK (length(place) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE concerns (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE demands (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    "of" TEXT CHECK ("of" IS NULL OR json_valid("of") AND json_type("of") = 'array'),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE officials (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    role TEXT CHECK (length(role) BETWEEN 1 AND 4000),
    office TEXT CHECK (length(office) BETWEEN 1 AND 4000),
    court TEXT CHECK (length(court) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE actions (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    kind TEXT CHECK (length(kind) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    number TEXT CHECK (length(number) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

-- Documents facts rest on. No foreign key: a fact may be entered before its source is.

CREATE TABLE sources (
    id TEXT PRIMARY KEY NOT NULL CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    publisher TEXT CHECK (length(publisher) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    url TEXT CHECK (length(url) BETWEEN 1 AND 4000),
    accessed TEXT CHECK (length(accessed) IN (4, 7, 10) AND accessed GLOB '[1-9][0-9][0-9][0-9]*'),
    kind TEXT CHECK (length(kind) BETWEEN 1 AND 4000)
) STRICT;

-- Offices, who held them when, and how they are addressed.

CREATE TABLE recipients (
    id TEXT PRIMARY KEY NOT NULL CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    role TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 4000),
    office TEXT NOT NULL CHECK (length(office) BETWEEN 1 AND 4000),
    country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
    body TEXT CHECK (length(body) BETWEEN 1 AND 4000),
    accredited_to TEXT CHECK (accredited_to GLOB '[A-Z][A-Z]'),
    "groups" TEXT CHECK ("groups" IS NULL OR json_valid("groups") AND json_type("groups") = 'array'),
    languages TEXT CHECK (languages IS NULL OR json_valid(languages) AND json_type(languages) = 'array'),
    post TEXT CHECK (post IS NULL OR json_valid(post) AND json_type(post) = 'array'),
    post_country TEXT CHECK (post_country GLOB '[A-Z][A-Z]'),
    email TEXT CHECK (email IS NULL OR json_valid(email) AND json_type(email) = 'array'),
    phone TEXT CHECK (phone IS NULL OR json_valid(phone) AND json_type(phone) = 'array'),
    fax TEXT CHECK (fax IS NULL OR json_valid(fax) AND json_type(fax) = 'array'),
    web_form TEXT CHECK (length(web_form) BETWEEN 1 AND 4000),
    checked TEXT CHECK (length(checked) IN (4, 7, 10) AND checked GLOB '[1-9][0-9][0-9][0-9]*'),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    note TEXT CHECK (length(note) BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE holders (
    recipient_id TEXT NOT NULL REFERENCES recipients(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    gender TEXT CHECK (length(gender) BETWEEN 1 AND 4000),
    style TEXT CHECK (length(style) BETWEEN 1 AND 4000),
    "from" TEXT CHECK (length("from") IN (4, 7, 10) AND "from" GLOB '[1-9][0-9][0-9][0-9]*'),
    until TEXT CHECK (length(until) IN (4, 7, 10) AND until GLOB '[1-9][0-9][0-9][0-9]*'),
    as_of TEXT CHECK (length(as_of) IN (4, 7, 10) AND as_of GLOB '[1-9][0-9][0-9][0-9]*'),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    PRIMARY KEY (recipient_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE forms (
    recipient_id TEXT NOT NULL REFERENCES recipients(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    lang TEXT NOT NULL CHECK (length(lang) BETWEEN 1 AND 4000),
    office TEXT CHECK (length(office) BETWEEN 1 AND 4000),
    address TEXT CHECK (address IS NULL OR json_valid(address) AND json_type(address) = 'array'),
    salutation TEXT CHECK (length(salutation) BETWEEN 1 AND 4000),
    close TEXT CHECK (length(close) BETWEEN 1 AND 4000),
    PRIMARY KEY (recipient_id, position)
) STRICT, WITHOUT ROWID;

-- Letters that went out. They outlast the cases and recipients they name, so nothing here refers to those tables.

CREATE TABLE letters (
    id TEXT PRIMARY KEY NOT NULL CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    date TEXT NOT NULL CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    kind TEXT NOT NULL CHECK (kind NOT GLOB '*[^a-z0-9-]*' AND length(kind) BETWEEN 1 AND 80),
    lang TEXT NOT NULL CHECK (length(lang) BETWEEN 1 AND 4000),
    recipient TEXT CHECK (recipient NOT GLOB '*[^a-z0-9-]*' AND length(recipient) BETWEEN 1 AND 80),
    subject TEXT CHECK (length(subject) BETWEEN 1 AND 4000),
    sha256 TEXT NOT NULL CHECK (length(sha256) BETWEEN 1 AND 4000),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE letter_cases (
    letter_id TEXT NOT NULL REFERENCES letters(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (letter_id, position)
) STRICT, WITHOUT ROWID;

-- How people are found. `name_keys` has one folded spelling per row, its words in alphabetical order.
-- `search` has all folded words that a search can find; the index holds no text of its own and erases what is deleted.

CREATE TABLE name_keys (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    key TEXT NOT NULL,
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE search (
    n INTEGER PRIMARY KEY REFERENCES cases(n) ON DELETE CASCADE,
    words TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5(
    words, content = 'search', content_rowid = 'n', tokenize = 'ascii', detail = 'none', columnsize = 0
);
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

-- What is added to `search` the program adds to the index itself: a trigger would write the whole index out at every row.
CREATE TRIGGER search_removed AFTER DELETE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.n, old.words);
END;
CREATE TRIGGER search_changed AFTER UPDATE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.n, old.words);
    INSERT INTO search_index (rowid, words) VALUES (new.n, new.words);
END;

-- One row per operation that changed something. `undoes` is the operation that this one takes back: an undo takes back
-- a command, a redo takes back an undo.

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    undoes INTEGER REFERENCES history(id)
) STRICT;

-- What an operation touched. `before` is the thing as it was, in the interchange form; NULL: it did not exist.

CREATE TABLE history_changes (
    operation INTEGER NOT NULL REFERENCES history(id),
    subject TEXT NOT NULL CHECK (subject IN ('case', 'recipient', 'source', 'letter')),
    id TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'removed')),
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    UNIQUE (subject, id, operation)
) STRICT;

-- Ids of removed cases. They are never given to another person; `uid` tells whether it is the same one.

CREATE TABLE removed_cases (
    id TEXT NOT NULL,
    operation INTEGER NOT NULL REFERENCES history(id),
    uid TEXT,
    PRIMARY KEY (id, operation)
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_by_name ON cases (name_order, id);
CREATE INDEX old_ids_by_value ON old_ids (value);
CREATE INDEX name_keys_by_key ON name_keys (key);
CREATE INDEX letter_cases_by_case ON letter_cases (value);
CREATE INDEX history_by_undoes ON history (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX history_changes_by_operation ON history_changes (operation);
