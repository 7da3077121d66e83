-- Sums by month are read from this index alone: twelve months of fifty thousand expenses in a fraction of a second.

CREATE INDEX items_by_day ON items (day, accounting_entry_id, status, amount, kind, external_id, job_id);

-- What the last comparison of a month with QuickBooks told, so that it is known without a network.

CREATE TABLE comparisons (
    realm_id TEXT NOT NULL,
    month TEXT NOT NULL,
    compared_at TEXT NOT NULL,
    told TEXT NOT NULL,
    PRIMARY KEY (realm_id, month)
);
