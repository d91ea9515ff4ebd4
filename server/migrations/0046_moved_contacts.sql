-- What an update changed is looked at as a set. The tables of a trigger have no statistics, so that joining the rows as they were
-- with those that they are compared each with every other: 3.5 s for 3,700 people. Which workspaces are to hear of it is asked once
-- for each workspace and not once a row.
--
-- A contact that is somebody else's now, put away or no visitor any more is another case for every rule; its fields are for those that read them.
create or replace function note_moved_contact() returns trigger language plpgsql as $$
declare
  keeping text[] := array(select w from (select distinct workspace_id::text as w from rows) k
    where exists (select from segment s where s.workspace_id = w and s.kept and s.archived_at is null));
  reading text[];
begin
  if keeping = '{}' then
    return null;
  end if;
  reading := array(select w from unnest(keeping) w where is_followed(w, 'contact'));
  insert into contact_changed (workspace_id, contact_id)
  select distinct m.workspace_id, x.id from (
    select workspace_id, id, person_id from rows where workspace_id = any (reading)
    union all select workspace_id, id, person_id from (select workspace_id, id, person_id, anonymous, archived_at from rows except select workspace_id, id, person_id, anonymous, archived_at from before) became
    union all select workspace_id, id, person_id from (select workspace_id, id, person_id, anonymous, archived_at from before except select workspace_id, id, person_id, anonymous, archived_at from rows) was
  ) m cross join lateral (values (m.id), (m.person_id)) as x (id) where m.workspace_id = any (keeping);
  return null;
end $$;
