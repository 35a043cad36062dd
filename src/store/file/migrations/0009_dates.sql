-- Facts that can end say since when and until when they are so; a narrative says up to which day it tells.

ALTER TABLE cases ADD COLUMN summary_until TEXT
    CHECK (length(summary_until) IN (4, 7, 10) AND summary_until GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE concerns ADD COLUMN date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE concerns ADD COLUMN until TEXT CHECK (length(until) IN (4, 7, 10) AND until GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE officials ADD COLUMN date TEXT CHECK (length(date) IN (4, 7, 10) AND date GLOB '[1-9][0-9][0-9][0-9]*');
ALTER TABLE events ADD COLUMN term TEXT CHECK (length(term) BETWEEN 2 AND 30);
ALTER TABLE events ADD COLUMN term_days INTEGER CHECK (term_days >= 0);

-- A narrative without a day tells up to the day of the record. Where the record went on since the narrative was written, it
-- tells up to the day that the record had then.
UPDATE cases SET summary_until = (
    SELECT nullif(min(day), cases.as_of)
    FROM (
        SELECT cases.as_of AS day
        UNION ALL
        SELECT json_extract(before, '$.as_of') FROM history_changes
        WHERE subject = 'case' AND id = cases.id AND json_extract(before, '$.summary') = cases.summary
    )
)
WHERE summary IS NOT NULL;
