-- The first page of a long list is read by the order that it stands in. Without this every line of the list is
-- looked at and sorted for it.

CREATE INDEX summaries_by_change ON summaries (is_archived, changed_at DESC, case_id);
