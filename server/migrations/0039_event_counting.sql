-- Counting who did something asks of an event its contact, its time and whether it happened for real: with the last in the
-- index as well the rows are not read. Half the time of a count by behaviour, for a twentieth more of the index.
create index event_did on event (workspace_id, type, contact_id, at) include (origin);
drop index event_type;
