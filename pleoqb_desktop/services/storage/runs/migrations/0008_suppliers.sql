-- Where earlier entries of a supplier stand is asked of hundreds of suppliers at once, by their names.

CREATE INDEX items_by_supplier ON items (supplier);
