-- What belongs to a run is written by whoever has locked the run, thousands of rows at a time, and a foreign key would look at that one
-- row again for each of them. It goes with its run as before, by one statement.
create function drop_with_run() returns trigger language plpgsql as $$
begin
  delete from audience_member m using gone g where m.workspace_id = g.workspace_id and m.run_id = g.id;
  delete from rehearsal_entry e using gone g where e.workspace_id = g.workspace_id and e.run_id = g.id;
  return null;
end $$;
create trigger with_run after delete on run referencing old table as gone for each statement execute function drop_with_run();
alter table audience_member drop constraint audience_member_workspace_id_run_id_fkey;
alter table rehearsal_entry drop constraint rehearsal_entry_workspace_id_run_id_fkey;
