-- Cases in order of name with what decides whether one is listed: who is held today is answered from the index alone.
DROP INDEX cases_by_name;
CREATE INDEX cases_by_name ON cases (name_order, id, status, status_since);
