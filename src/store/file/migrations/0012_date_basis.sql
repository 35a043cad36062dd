-- What the day was taken from as of which a record holds, where nobody said it.
ALTER TABLE cases ADD COLUMN as_of_basis TEXT CHECK (length(as_of_basis) BETWEEN 1 AND 4000);
