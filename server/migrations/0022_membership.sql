-- Who is in a segment, kept as people change: for segments that something waits on.
alter table segment add column kept boolean not null default false;
create index segment_kept on segment (workspace_id) where kept and archived_at is null;

create table segment_member (
  workspace_id ident not null,
  segment_id ident not null,
  contact_id ident not null,           -- the person's first contact
  since timestamptz not null,
  primary key (workspace_id, segment_id, contact_id),
  foreign key (workspace_id, segment_id) references segment (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index segment_member_contact on segment_member (workspace_id, contact_id);
call make_tenant_table('segment_member');

-- Contacts of whom something changed since membership was last looked at.
create table contact_changed (
  id bigint generated always as identity primary key,
  workspace_id ident not null,
  contact_id ident not null
);
create index contact_changed_workspace on contact_changed (workspace_id, id);
call make_tenant_table('contact_changed');
alter table contact_changed set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);

-- One row for each contact and statement, and none in a workspace that keeps no segment: the hot paths pay one look into
-- a small index for it.
create function note_changed() returns trigger language plpgsql as $$
begin
  insert into contact_changed (workspace_id, contact_id)
  select distinct r.workspace_id, r.contact_id from rows r
  where r.contact_id is not null and exists (select from segment s where s.workspace_id = r.workspace_id and s.kept and s.archived_at is null);
  return null;
end $$;

create function note_changed_contact() returns trigger language plpgsql as $$
begin
  insert into contact_changed (workspace_id, contact_id)
  select distinct r.workspace_id, x.id from rows r cross join lateral (values (r.id), (r.person_id)) as x (id)
  where exists (select from segment s where s.workspace_id = r.workspace_id and s.kept and s.archived_at is null);
  return null;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['contact_trait', 'contact_tag', 'identity', 'endpoint', 'consent_state', 'purchase_sum', 'product_interest', 'import_contact'] loop
    execute format('create trigger changed_new after insert on %I referencing new table as rows for each statement execute function note_changed()', t);
    execute format('create trigger changed_now after update on %I referencing new table as rows for each statement execute function note_changed()', t);
    execute format('create trigger changed_old after delete on %I referencing old table as rows for each statement execute function note_changed()', t);
  end loop;
  execute 'create trigger changed_new after insert on event referencing new table as rows for each statement execute function note_changed()';
  execute 'create trigger changed_new after insert on contact referencing new table as rows for each statement execute function note_changed_contact()';
  execute 'create trigger changed_now after update on contact referencing new table as rows for each statement execute function note_changed_contact()';
end $$;
