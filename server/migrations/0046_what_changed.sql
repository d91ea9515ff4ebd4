-- What changed of somebody, as rules name what they read: of 50 rules those are asked anew that read it. Null: everything may be
-- another, as of who is new, gone or somebody else's contact now.
alter table contact_changed add column what text;

-- Whether a workspace keeps any rule.
create function keeps_rules(workspace ident) returns boolean language sql stable as $$
  select exists (select from segment s where s.workspace_id = workspace and s.kept and s.archived_at is null)
$$;

-- Whether a rule reads what changed is asked once for each workspace of a statement, and kind of event. Asked over a subquery with
-- DISTINCT, PostgreSQL asks it for each row below it: a quarter of the time of every row of an import. Rows as they were and as they are
-- are compared as sets: the tables of a trigger have no statistics, and joined each was compared with every other, 3.5 s for 3,700 people.
create or replace function note_changed() returns trigger language plpgsql as $$
declare
  following text[] := array(select w from unnest(array(select distinct workspace_id::text from rows)) w where is_followed(w, tg_table_name::text));
begin
  if following <> '{}' then
    insert into contact_changed (workspace_id, contact_id, what)
    select distinct r.workspace_id, r.contact_id, tg_table_name::text from rows r where r.contact_id is not null and r.workspace_id = any (following);
  end if;
  return null;
end $$;

create or replace function note_changed_contact() returns trigger language plpgsql as $$
declare
  keeping text[] := array(select w from unnest(array(select distinct workspace_id::text from rows)) w where keeps_rules(w));
begin
  if keeping <> '{}' then
    insert into contact_changed (workspace_id, contact_id)
    select distinct r.workspace_id, x.id from rows r cross join lateral (values (r.id), (r.person_id)) as x (id) where r.workspace_id = any (keeping);
  end if;
  return null;
end $$;

create or replace function note_moved_contact() returns trigger language plpgsql as $$
declare
  keeping text[] := array(select w from unnest(array(select distinct workspace_id::text from rows)) w where keeps_rules(w));
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

create or replace function note_changed_event() returns trigger language plpgsql as $$
declare
  followed text[] := array(select k.w || ' ' || k.type from (select distinct workspace_id::text as w, type from rows where contact_id is not null offset 0) k
    where exists (select from segment s where s.workspace_id = k.w and s.kept and s.archived_at is null
      and case when s.follows is not null then 'event:' || k.type = any (s.follows) else k.type !~ '^(segment|stage|score)\.' or s.rule::text ~ '"(segment|stage|score)\.' end));
begin
  if followed <> '{}' then
    insert into contact_changed (workspace_id, contact_id, what)
    select distinct r.workspace_id, r.contact_id, 'event:' || r.type from rows r where r.contact_id is not null and r.workspace_id || ' ' || r.type = any (followed);
  end if;
  return null;
end $$;
