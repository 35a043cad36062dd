-- The form in which this casebook's sort keys, search keys and words of searches are written: one number, which the program
-- compares with its own whenever it opens the file. An empty table says an older form.

CREATE TABLE derived_form (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    form INTEGER NOT NULL CHECK (form >= 1)
) STRICT;
