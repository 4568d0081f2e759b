-- The list of cases says where somebody may be in danger and what was done is still to be told. A line holds
-- nothing of its own: each is worked out anew when the list is asked for.

ALTER TABLE summaries ADD COLUMN is_urgent INTEGER;
DELETE FROM summaries;

-- The first page of a long list is read by the order that it stands in. Without this every line of the list is
-- looked at and sorted for it.

CREATE INDEX summaries_by_change ON summaries (is_archived, changed_at DESC, case_id, is_urgent);
