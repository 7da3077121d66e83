-- The VAT that was sent with an entry, to be compared with what stands later; null where none was.

ALTER TABLE items ADD COLUMN tax TEXT;
