-- What changed of somebody, as rules name what they read: of 50 rules those are asked anew that read it. Null: everything may be
-- another, as of who is new, gone or somebody else's contact now.
alter table contact_changed add column what text;

create or replace function note_changed() returns trigger language plpgsql as $$
begin
  insert into contact_changed (workspace_id, contact_id, what)
  select distinct r.workspace_id, r.contact_id, tg_table_name::text from rows r
  join (select w.workspace_id from (select distinct workspace_id from rows) w where is_followed(w.workspace_id, tg_table_name::text)) f on f.workspace_id = r.workspace_id
  where r.contact_id is not null;
  return null;
end $$;

create or replace function note_changed_event() returns trigger language plpgsql as $$
begin
  insert into contact_changed (workspace_id, contact_id, what)
  select distinct r.workspace_id, r.contact_id, 'event:' || r.type from rows r
  join (select k.workspace_id, k.type from (select distinct workspace_id, type from rows where contact_id is not null) k
    where exists (select from segment s where s.workspace_id = k.workspace_id and s.kept and s.archived_at is null
      and case when s.follows is not null then 'event:' || k.type = any (s.follows) else k.type !~ '^(segment|stage|score)\.' or s.rule::text ~ '"(segment|stage|score)\.' end)) f
    on f.workspace_id = r.workspace_id and f.type = r.type
  where r.contact_id is not null;
  return null;
end $$;

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
  insert into contact_changed (workspace_id, contact_id, what)
  select distinct m.workspace_id, x.id, m.what from (
    select workspace_id, id, person_id, 'contact' as what from rows where workspace_id = any (reading)
    union all select workspace_id, id, person_id, null from (select workspace_id, id, person_id, anonymous, archived_at from rows except select workspace_id, id, person_id, anonymous, archived_at from before) became
    union all select workspace_id, id, person_id, null from (select workspace_id, id, person_id, anonymous, archived_at from before except select workspace_id, id, person_id, anonymous, archived_at from rows) was
  ) m cross join lateral (values (m.id), (m.person_id)) as x (id) where m.workspace_id = any (keeping);
  return null;
end $$;
