-- Sums by month are read from this index alone: twelve months of fifty thousand expenses in a fraction of a second.

CREATE INDEX items_by_day ON items (day, accounting_entry_id, status, amount, kind, external_id, job_id);
