-- The list of cases says of each which working day it is and what is due next, so the days of the
-- inspection and its next limit stand in the line. A line holds nothing of its own: each is worked out
-- anew when the list is asked for.

ALTER TABLE summaries ADD COLUMN worked TEXT;
ALTER TABLE summaries ADD COLUMN next_step TEXT;
ALTER TABLE summaries ADD COLUMN next_by TEXT;
DELETE FROM summaries;
