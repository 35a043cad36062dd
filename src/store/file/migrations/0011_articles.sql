-- Of a charge only the article may be known.

CREATE TABLE charges_of_articles (
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
) STRICT, WITHOUT ROWID;

INSERT INTO charges_of_articles
    (case_id, position, title, standing, code, article, part, date, source, private, embargo)
    SELECT case_id, position, title, standing, code, article, part, date, source, private, embargo FROM charges;
DROP TABLE charges;
ALTER TABLE charges_of_articles RENAME TO charges;
