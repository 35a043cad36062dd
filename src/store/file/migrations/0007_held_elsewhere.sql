-- In which state something happened, where it is not the one that persecutes: so it is known who holds a person.
ALTER TABLE events ADD COLUMN country TEXT CHECK (country GLOB '[A-Z][A-Z]');
