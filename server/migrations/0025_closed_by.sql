-- Which connection said that an address does not work: what the sandbox said of it is taken back on going live.
alter table endpoint add column state_by text;
-- Until now that had to be guessed from the attempts.
update endpoint e set state_by = a.connection_id from attempt a
  where e.state <> 'active' and a.workspace_id = e.workspace_id and a.endpoint_id = e.id and a.failed_at is not null;
