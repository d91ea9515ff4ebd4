-- Life-cycle stages: each a rule, kept as the rule of a segment is, by a segment that only its stage shows.
alter table segment
  add column purpose text check (purpose in ('stage')),
  -- What a rule reads: names of tables and `event:TYPE`; null for anything. A change of nothing that a kept rule reads is not noted.
  add column follows text[];

create table stage (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  key text collate "C" not null,       -- what templates and rules call it; never changes
  name text,                           -- null: one of ours, which the console names in its reader's language
  position int not null,               -- a person is in the last stage whose rule holds
  segment_id ident not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  foreign key (workspace_id, segment_id) references segment (workspace_id, id)
);
call make_tenant_table('stage');

-- Where everybody is; written by one statement for all that changed, so it has no foreign keys. Erasure clears it itself.
create table contact_stage (
  workspace_id ident not null,
  contact_id ident not null,           -- the person's first contact
  stage_id ident not null,
  by_hand boolean not null,
  since timestamptz not null,
  primary key (workspace_id, contact_id)
);
create index contact_stage_stage on contact_stage (workspace_id, stage_id);
call make_tenant_table('contact_stage');

-- What a person of the staff said, on the contact of whom it was said: it follows a merge and its undoing by itself. Of several the latest holds.
create table stage_held (
  workspace_id ident not null,
  contact_id ident not null,
  stage_id ident not null,
  note text not null default '',
  by text not null,
  at timestamptz not null,
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, stage_id) references stage (workspace_id, id) on delete cascade
);
create index stage_held_stage on stage_held (workspace_id, stage_id);
call make_tenant_table('stage_held');

-- Whether a kept rule of the workspace reads this.
create function is_followed(workspace ident, what text) returns boolean language sql stable as $$
  select exists (select from segment s where s.workspace_id = workspace and s.kept and s.archived_at is null and (s.follows is null or what = any (s.follows)))
$$;

create or replace function note_changed() returns trigger language plpgsql as $$
begin
  insert into contact_changed (workspace_id, contact_id)
  select distinct r.workspace_id, r.contact_id from rows r
  join (select w.workspace_id from (select distinct workspace_id from rows) w where is_followed(w.workspace_id, tg_table_name::text)) f on f.workspace_id = r.workspace_id
  where r.contact_id is not null;
  return null;
end $$;

-- Kinds of events first: a thousand events are of a few kinds, of which most are read by no rule. What the house itself concludes from a rule
-- does not ask every rule again, but those that name it.
create or replace function note_changed_event() returns trigger language plpgsql as $$
begin
  insert into contact_changed (workspace_id, contact_id)
  select distinct r.workspace_id, r.contact_id from rows r
  join (select k.workspace_id, k.type from (select distinct workspace_id, type from rows where contact_id is not null) k
    where exists (select from segment s where s.workspace_id = k.workspace_id and s.kept and s.archived_at is null
      and case when s.follows is not null then 'event:' || k.type = any (s.follows) else k.type !~ '^(segment|stage|score)\.' or s.rule::text ~ '"(segment|stage|score)\.' end)) f
    on f.workspace_id = r.workspace_id and f.type = r.type
  where r.contact_id is not null;
  return null;
end $$;

-- A contact that is somebody else's now, put away or no visitor any more is another case for every rule; its fields are for those that read them.
create function note_moved_contact() returns trigger language plpgsql as $$
begin
  insert into contact_changed (workspace_id, contact_id)
  select distinct r.workspace_id, x.id from rows r join before b on b.workspace_id = r.workspace_id and b.id = r.id
  cross join lateral (values (r.id), (r.person_id), (b.person_id)) as x (id)
  where exists (select from segment s where s.workspace_id = r.workspace_id and s.kept and s.archived_at is null
    and (s.follows is null or 'contact' = any (s.follows) or (r.person_id, r.anonymous, r.archived_at) is distinct from (b.person_id, b.anonymous, b.archived_at)));
  return null;
end $$;
drop trigger changed_now on contact;
create trigger changed_now after update on contact referencing old table as before new table as rows for each statement execute function note_moved_contact();

create trigger changed_new after insert on contact_stage referencing new table as rows for each statement execute function note_changed();
create trigger changed_now after update on contact_stage referencing new table as rows for each statement execute function note_changed();
create trigger changed_old after delete on contact_stage referencing old table as rows for each statement execute function note_changed();
