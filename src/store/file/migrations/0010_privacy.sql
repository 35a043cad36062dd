-- Fields of a case that are not told, in order; and those who may not be named, to be found without reading everybody.
CREATE TABLE private_fields (
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_unnamed ON cases (id)
    WHERE publicity <> 'public' OR consent <> 'given' OR embargo IS NOT NULL OR told_as IS NOT NULL;
