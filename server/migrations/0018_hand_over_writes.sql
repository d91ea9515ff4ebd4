-- Fewer writes for each hand-over. An outcome touched five indexes of its attempt, since its state and its reference were
-- indexed; what is in hand and what the providers call it have tables of their own now, so an outcome stays in its page.

-- What a worker has committed and not settled: one row a claim, which goes with the last outcome of it. Attempts between
-- the two ids that still say "sending" are found by it after a death, whoever has put their name on them since.
create table in_hand (
  id bigint generated always as identity primary key,
  workspace_id ident not null,
  connection_id ident not null,
  holder text not null,
  fence bigint not null,
  first_attempt ident not null,
  last_attempt ident not null
);
call make_tenant_table('in_hand');
alter table in_hand set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
-- An owner who is no superuser passes no policy: the machinery's role reads and writes.
set local role carillon_system;
insert into in_hand (workspace_id, connection_id, holder, fence, first_attempt, last_attempt)
select workspace_id, connection_id, holder, fence, min(id), max(id) from attempt where state = 'sending' group by 1, 2, 3, 4;
reset role;
drop index attempt_sending;

-- By which reference a provider will speak of an attempt, where it speaks of one at all.
drop index attempt_ref;
create table attempt_by_ref (
  connection_id ident not null,
  provider_ref text collate "C" not null,
  workspace_id ident not null,
  bucket date not null,
  attempt_id ident not null
) partition by range (bucket);
create index attempt_by_ref_ref on attempt_by_ref (connection_id, provider_ref);
call make_tenant_table('attempt_by_ref');

-- A claim and its outcomes change all rows of a page in one transaction, before anything on it can be cleared away: half
-- of a page is left for that, or the second version of each row goes elsewhere and into every index.
create or replace procedure keep_partition(part text, t text) language plpgsql as $$
begin
  execute format('alter table %I set (fillfactor = %s, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1)',
    part, case when t in ('message', 'attempt') then 50 else 100 end);
end $$;

do $$
declare
  r record;
begin
  for r in select c.relname as part, p.relname as parent from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where p.relname in ('message', 'attempt') loop
    call keep_partition(r.part, r.parent);
  end loop;
  -- Months of which attempts are on record, before those that are made anyway.
  for r in select right(c.relname, 8) as part, to_date(right(c.relname, 7), 'YYYY_MM') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where p.relname = 'attempt' loop
    execute format('create table %I partition of attempt_by_ref for values from (%L) to (%L)', 'attempt_by_ref' || r.part, r.month, (r.month + interval '1 month')::date);
    call keep_partition('attempt_by_ref' || r.part, 'attempt_by_ref');
  end loop;
end $$;
call make_month_partitions('attempt_by_ref', 3);
set local role carillon_system;
insert into attempt_by_ref (connection_id, provider_ref, workspace_id, bucket, attempt_id)
select a.connection_id, a.provider_ref, a.workspace_id, a.bucket, a.id from attempt a join connection c on c.workspace_id = a.workspace_id and c.id = a.connection_id
where a.provider_ref is not null and c.channel <> 'email-smtp';
reset role;
