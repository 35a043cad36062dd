-- The index of words, written anew: large changes had left it in a form that later ones could damage.
INSERT INTO search_index (search_index) VALUES ('rebuild');
