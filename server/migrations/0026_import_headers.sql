-- A file with the same columns as one before it is read as that was.
alter table "import" add column header_key bytea;  -- SHA-256 of the columns' names in their order; null where the file names none
create index import_headers on "import" (workspace_id, header_key, started_at desc) where started_at is not null;
