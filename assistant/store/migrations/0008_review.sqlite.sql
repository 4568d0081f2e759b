-- There are two more kinds of event, `review-begun` and `reviewed`. A file needs nothing for them but this
-- number: by it an older program says that the store is newer, and not that it is damaged.

-- A sign-off holds of the case as it was alone, so what the list says of a case may be another thing now: its
-- lines are worked out anew from the events.
DELETE FROM summaries;
