-- Receipts are known by Pleo's id and the hash of Pleo's bytes, not by their place in a list; both are null for what earlier
-- versions attached, where they are not known. An attachment is told from others by its own id.

CREATE TABLE attachments_by_id (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (job_id),
    accounting_entry_id TEXT NOT NULL,
    attachment_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    receipt_id TEXT,
    sha256 TEXT,
    removed INTEGER NOT NULL,
    UNIQUE (job_id, accounting_entry_id, attachment_id)
);
INSERT OR IGNORE INTO attachments_by_id (number, job_id, accounting_entry_id, attachment_id, file_name, removed)
    SELECT number, job_id, accounting_entry_id, attachment_id, file_name, removed FROM attachments;
DROP TABLE attachments;
ALTER TABLE attachments_by_id RENAME TO attachments;
CREATE INDEX attachments_by_entry ON attachments (accounting_entry_id);

-- How many receipts Pleo listed (0: not noted yet); how often missing ones were asked for in vain since the export, and when
-- they are asked for next.

ALTER TABLE items ADD COLUMN receipts_listed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN receipts_tried INTEGER NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN receipts_next TEXT;
