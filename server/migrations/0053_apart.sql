-- Contacts that do not count as a person of their own: joined to another, known by a browser only, or put away. Whoever counts the people
-- of a set leaves these out, which is less to read than everybody.
create index contact_apart on contact (workspace_id, id) where id <> person_id or anonymous or archived_at is not null;
