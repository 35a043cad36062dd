-- The SHA-256 of each record as it was saved last, in its JSON form: what the disk or another program alters without a trace
-- is found by it. A record that was not saved since this step and was not read at it has none, and is not compared.

CREATE TABLE digests (
    subject TEXT NOT NULL CHECK (subject IN ('case', 'recipient', 'source', 'letter', 'statement')),
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 80),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (subject, id)
) STRICT, WITHOUT ROWID;
