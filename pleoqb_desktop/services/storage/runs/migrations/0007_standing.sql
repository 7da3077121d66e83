-- What stands in the books, a row an expense, beside the records of every time that a run met it: sums of fifty thousand are read, not
-- made. Written with the items and intents that it follows from. An entry in QuickBooks that two expenses share counts by the one
-- that was met last.

CREATE TABLE standing (
    accounting_entry_id TEXT NOT NULL,
    realm_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    entry TEXT NOT NULL,
    day TEXT,
    currency TEXT,
    decimals INTEGER,
    digits INTEGER,
    counts INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (accounting_entry_id, realm_id)
) WITHOUT ROWID;
CREATE INDEX standing_by_entry ON standing (entry);
CREATE INDEX standing_by_day ON standing (day, realm_id, currency, decimals, digits, counts, number);
DROP INDEX items_by_day;
CREATE INDEX items_by_day ON items (day, job_id);

-- Every time that an expense was met and its entry was not taken back since, whichever job that was made in. Its day and amount are those
-- that the entry was made of (facts): what Pleo tells since is not in the books before they are corrected. An amount is its digits as a
-- whole number and how many of them are decimals.

CREATE VIEW stands AS
    WITH told AS (
        SELECT items.number, items.accounting_entry_id, runs.realm_id, items.kind, items.external_id,
            coalesce(json_extract(items.facts, '$.day'), items.day) AS day,
            substr(items.amount, instr(items.amount, ' ') + 1) AS currency,
            iif(items.amount LIKE '-%', -1, 1) AS sign,
            coalesce(json_extract(items.facts, '$.amount'), ltrim(substr(items.amount, 1, instr(items.amount, ' ') - 1), '-')) AS amount
        FROM items JOIN jobs USING (job_id) JOIN runs ON runs.id = jobs.run_id
        WHERE items.status IN ('exported', 'already_there') AND NOT EXISTS (SELECT 1 FROM intents
            WHERE intents.accounting_entry_id = items.accounting_entry_id AND intents.removed
            AND intents.kind = items.kind AND intents.external_id = items.external_id))
    SELECT accounting_entry_id, realm_id, number, coalesce(kind || ' ' || external_id, accounting_entry_id) AS entry, day, currency,
        CASE instr(amount, '.') WHEN 0 THEN 0 ELSE length(amount) - instr(amount, '.') END AS decimals,
        sign * CAST(replace(amount, '.', '') AS INTEGER) AS digits
    FROM told;

INSERT OR REPLACE INTO standing (accounting_entry_id, realm_id, number, entry, day, currency, decimals, digits)
    SELECT * FROM stands ORDER BY number;
UPDATE standing SET counts = 0
    WHERE EXISTS (SELECT 1 FROM standing AS other
        WHERE other.entry = standing.entry AND other.realm_id = standing.realm_id AND other.number > standing.number);
