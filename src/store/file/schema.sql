-- index cases_by_name
CREATE INDEX cases_by_name ON cases (name_order, id, status, status_since)

-- index cases_unnamed
CREATE INDEX cases_unnamed ON cases (id)
    WHERE publicity <> 'public' OR consent <> 'given' OR embargo IS NOT NULL OR told_as IS NOT NULL

-- index history_by_undoes
CREATE INDEX history_by_undoes ON history (undoes) WHERE undoes IS NOT NULL

-- index history_changes_by_operation
CREATE INDEX history_changes_by_operation ON history_changes (operation)

-- index letter_cases_by_case
CREATE INDEX letter_cases_by_case ON letter_cases (value)

-- index letters_by_recipient
CREATE INDEX letters_by_recipient ON letters (recipient, date)

-- index name_keys_by_key
CREATE INDEX name_keys_by_key ON name_keys (key)

-- index old_ids_by_value
CREATE INDEX old_ids_by_value ON old_ids (value)

-- index sqlite_autoindex_cases_1


-- index sqlite_autoindex_history_changes_1


-- index sqlite_autoindex_letters_1


-- index sqlite_autoindex_mappings_1


-- index sqlite_autoindex_recipients_1


-- index sqlite_autoindex_sources_1


-- index sqlite_autoindex_statements_1


-- table actions
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
    private INTEGER CHECK (private IN (0, 1)), embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table agreed
CREATE TABLE agreed (
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 80),
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 80),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 10000000),
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID

-- table aliases
CREATE TABLE aliases (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table cases
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
, embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'), told_as TEXT CHECK (length(told_as) BETWEEN 1 AND 4000), summary_until TEXT
    CHECK (length(summary_until) IN (4, 7, 10) AND summary_until GLOB '[1-9][0-9][0-9][0-9]*'), as_of_basis TEXT CHECK (length(as_of_basis) BETWEEN 1 AND 4000)) STRICT

-- table categories
CREATE TABLE categories (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table charges
CREATE TABLE "charges" (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT CHECK (length(title) BETWEEN 1 AND 4000),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    code TEXT CHECK (length(code) BETWEEN 1 AND 4000),
    article TEXT CHECK (length(article) BETWEEN 1 AND 4000),
    part TEXT CHECK (length(part) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    private INTEGER CHECK (private IN (0, 1)),
    embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table claims
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
) STRICT, WITHOUT ROWID

-- table concerns
CREATE TABLE concerns (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)), embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'), date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'), until TEXT CHECK (length(until) IN (4, 7, 10) AND until GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table demands
CREATE TABLE demands (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    "of" TEXT CHECK ("of" IS NULL OR json_valid("of") AND json_type("of") = 'array'),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)), embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table derived_form
CREATE TABLE derived_form (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    form INTEGER NOT NULL CHECK (form >= 1)
) STRICT

-- table digests
CREATE TABLE digests (
    subject TEXT NOT NULL CHECK (subject IN ('case', 'recipient', 'source', 'letter', 'statement')),
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 80),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (subject, id)
) STRICT, WITHOUT ROWID

-- table erased
CREATE TABLE erased (
    digest TEXT PRIMARY KEY NOT NULL CHECK (length(digest) = 64),
    operation INTEGER NOT NULL REFERENCES history(id)
) STRICT, WITHOUT ROWID

-- table erased_salt
CREATE TABLE erased_salt (
    n INTEGER PRIMARY KEY CHECK (n = 1),
    salt TEXT NOT NULL CHECK (length(salt) = 64)
) STRICT

-- table events
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
    private INTEGER CHECK (private IN (0, 1)), embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'), country TEXT CHECK (country GLOB '[A-Z][A-Z]'), term TEXT CHECK (length(term) BETWEEN 2 AND 30), term_days INTEGER CHECK (term_days >= 0),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table forms
CREATE TABLE forms (
    recipient_id TEXT NOT NULL REFERENCES recipients(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    lang TEXT NOT NULL CHECK (length(lang) BETWEEN 1 AND 4000),
    office TEXT CHECK (length(office) BETWEEN 1 AND 4000),
    address TEXT CHECK (address IS NULL OR json_valid(address) AND json_type(address) = 'array'),
    salutation TEXT CHECK (length(salutation) BETWEEN 1 AND 4000),
    close TEXT CHECK (length(close) BETWEEN 1 AND 4000),
    PRIMARY KEY (recipient_id, position)
) STRICT, WITHOUT ROWID

-- table groups
CREATE TABLE "groups" (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table history
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    undoes INTEGER REFERENCES history(id)
, erased TEXT CHECK (length(erased) = 10)) STRICT

-- table history_changes
CREATE TABLE "history_changes" (
    operation INTEGER NOT NULL REFERENCES history(id),
    subject TEXT NOT NULL CHECK (subject IN ('case', 'recipient', 'source', 'letter', 'statement')),
    id TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'removed')),
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    UNIQUE (subject, id, operation)
) STRICT

-- table holders
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
) STRICT, WITHOUT ROWID

-- table letter_cases
CREATE TABLE letter_cases (
    letter_id TEXT NOT NULL REFERENCES letters(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (letter_id, position)
) STRICT, WITHOUT ROWID

-- table letters
CREATE TABLE letters (
    id TEXT PRIMARY KEY NOT NULL CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    date TEXT NOT NULL CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    kind TEXT NOT NULL CHECK (kind NOT GLOB '*[^a-z0-9-]*' AND length(kind) BETWEEN 1 AND 80),
    lang TEXT NOT NULL CHECK (length(lang) BETWEEN 1 AND 4000),
    recipient TEXT CHECK (recipient NOT GLOB '*[^a-z0-9-]*' AND length(recipient) BETWEEN 1 AND 80),
    subject TEXT CHECK (length(subject) BETWEEN 1 AND 4000),
    sha256 TEXT NOT NULL CHECK (length(sha256) BETWEEN 1 AND 4000),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000000)
, channel TEXT CHECK (length(channel) BETWEEN 1 AND 4000), follows TEXT CHECK (follows NOT GLOB '*[^a-z0-9-]*' AND length(follows) BETWEEN 1 AND 80)) STRICT

-- table mappings
CREATE TABLE mappings (
    name TEXT PRIMARY KEY NOT NULL CHECK (name NOT GLOB '*[^a-z0-9-]*' AND length(name) BETWEEN 1 AND 80),
    options TEXT NOT NULL CHECK (json_valid(options))
) STRICT

-- table name_keys
CREATE TABLE name_keys (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    key TEXT NOT NULL,
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table officials
CREATE TABLE officials (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    role TEXT CHECK (length(role) BETWEEN 1 AND 4000),
    office TEXT CHECK (length(office) BETWEEN 1 AND 4000),
    court TEXT CHECK (length(court) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)), embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'), date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table old_ids
CREATE TABLE old_ids (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table private_fields
CREATE TABLE private_fields (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table recipients
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
) STRICT

-- table removed_cases
CREATE TABLE removed_cases (
    id TEXT NOT NULL,
    operation INTEGER NOT NULL REFERENCES history(id),
    uid TEXT,
    PRIMARY KEY (id, operation)
) STRICT, WITHOUT ROWID

-- table replies
CREATE TABLE replies (
    letter_id TEXT NOT NULL REFERENCES letters(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    impact TEXT CHECK (length(impact) BETWEEN 1 AND 4000),
    registration TEXT CHECK (length(registration) BETWEEN 1 AND 4000),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    PRIMARY KEY (letter_id, position)
) STRICT, WITHOUT ROWID

-- table restrictions
CREATE TABLE restrictions (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 4000),
    "from" TEXT CHECK (length("from") IN (4, 7, 10) AND "from" GLOB '[1-9][0-9][0-9][0-9]*'),
    until TEXT CHECK (length(until) IN (4, 7, 10) AND until GLOB '[1-9][0-9][0-9][0-9]*'),
    text TEXT CHECK (length(text) BETWEEN 1 AND 4000),
    source TEXT CHECK (source NOT GLOB '*[^a-z0-9-]*' AND length(source) BETWEEN 1 AND 80),
    standing TEXT CHECK (length(standing) BETWEEN 1 AND 4000),
    private INTEGER CHECK (private IN (0, 1)), embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table search
CREATE TABLE search (
    n INTEGER PRIMARY KEY REFERENCES cases(n) ON DELETE CASCADE,
    words TEXT NOT NULL
) STRICT

-- table search_index
CREATE VIRTUAL TABLE search_index USING fts5(
    words, content = 'search', content_rowid = 'n', tokenize = 'ascii', detail = 'none', columnsize = 0
)

-- table search_index_config


-- table search_index_data


-- table search_index_idx


-- table sentences
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
    private INTEGER CHECK (private IN (0, 1)), embargo TEXT CHECK (length(embargo) IN (4, 7, 10) AND embargo GLOB '[1-9][0-9][0-9][0-9]*'),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table signatories
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
) STRICT, WITHOUT ROWID

-- table sources
CREATE TABLE sources (
    id TEXT PRIMARY KEY NOT NULL CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    publisher TEXT CHECK (length(publisher) BETWEEN 1 AND 4000),
    date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*'),
    url TEXT CHECK (length(url) BETWEEN 1 AND 4000),
    accessed TEXT CHECK (length(accessed) IN (4, 7, 10) AND accessed GLOB '[1-9][0-9][0-9][0-9]*'),
    kind TEXT CHECK (length(kind) BETWEEN 1 AND 4000)
) STRICT

-- table statements
CREATE TABLE statements (
    id TEXT PRIMARY KEY NOT NULL CHECK (id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 1 AND 80),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    kind TEXT CHECK (kind NOT GLOB '*[^a-z0-9-]*' AND length(kind) BETWEEN 1 AND 80),
    cases TEXT CHECK (cases IS NULL OR json_valid(cases) AND json_type(cases) = 'array'),
    closes TEXT CHECK (length(closes) IN (4, 7, 10) AND closes GLOB '[1-9][0-9][0-9][0-9]*'),
    note TEXT CHECK (length(note) BETWEEN 1 AND 1000000)
) STRICT

-- table tags
CREATE TABLE tags (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^a-z0-9-]*' AND length(value) BETWEEN 1 AND 80),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID

-- table told
CREATE TABLE told (
    letter_id TEXT NOT NULL REFERENCES letters(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    "case" TEXT NOT NULL CHECK ("case" NOT GLOB '*[^a-z0-9-]*' AND length("case") BETWEEN 1 AND 80),
    fact TEXT NOT NULL CHECK (length(fact) BETWEEN 1 AND 4000),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    PRIMARY KEY (letter_id, position)
) STRICT, WITHOUT ROWID

-- trigger search_changed
CREATE TRIGGER search_changed AFTER UPDATE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.n, old.words);
    INSERT INTO search_index (rowid, words) VALUES (new.n, new.words);
END

-- trigger search_removed
CREATE TRIGGER search_removed AFTER DELETE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.n, old.words);
END

