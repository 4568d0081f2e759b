-- What the report says besides the answers, which draft of it went, and what the provider said of it: whoever
-- writes to the case may write these, and nobody else.

INSERT INTO kinds (kind) VALUES
    ('report-told'), ('history-told'), ('passage-written'), ('passage-left'),
    ('draft-sent'), ('commented'), ('comment-settled');
