-- Whoever sees a case and the proposal may try other answers, of which nothing is saved; that they did
-- is told: when it was begun and ended, and how many answers were tried, never which.

INSERT INTO kinds (kind) VALUES ('trying-begun'), ('trying-ended');
INSERT INTO may_write (role, kind) VALUES
    ('reviewer', 'trying-begun'), ('reviewer', 'trying-ended'),
    ('rim', 'trying-begun'), ('rim', 'trying-ended');
