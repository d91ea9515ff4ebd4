-- What every table stands on: identifiers, tenancy, and the instance's own facts.
-- Written for PostgreSQL 15 and newer.

create extension if not exists pg_trgm;

-- A prefix and the hex of a UUIDv7 (con_018f…): sortable by time, comparable byte by byte on every cluster.
create domain ident as text collate "C";

create function new_id(prefix text) returns text language sql volatile parallel safe as $$
  select prefix || '_' || overlay(replace(gen_random_uuid()::text, '-', '')
    placing lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' from 1 for 13)
$$;

-- Gives a table the house's tenancy: forced row-level security, one policy for the role that serves one workspace at a
-- time and one for the machinery, which names the workspace itself. PostgreSQL checks `force` for the owner as well, so
-- nobody but a superuser reads a tenant table without passing a policy.
create procedure make_tenant_table(t regclass, app_may text default 'select, insert, update, delete')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format($p$create policy app on %s to carillon_app
    using (workspace_id = current_setting('carillon.workspace_id', true))
    with check (workspace_id = current_setting('carillon.workspace_id', true))$p$, t);
  execute format('create policy system on %s to carillon_system using (true) with check (true)', t);
  execute format('grant %s on %s to carillon_app', app_may, t);
  execute format('grant select, insert, update, delete on %s to carillon_system', t);
end $$;

-- Makes the monthly partitions of a table from last month to `months` ahead; the owner calls it at start and daily.
create procedure make_month_partitions(t text, months int) language plpgsql as $$
declare
  month date := date_trunc('month', clock_timestamp() at time zone 'UTC')::date - interval '1 month';
  last date := date_trunc('month', clock_timestamp() at time zone 'UTC')::date + make_interval(months => months);
  part text;
begin
  while month <= last loop
    part := t || to_char(month, '_YYYY_MM');
    if to_regclass(part) is null then
      execute format('create table %I partition of %I for values from (%L) to (%L)',
        part, t, month, (month + interval '1 month')::date);
      execute format('alter table %I set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)', part);
    end if;
    month := (month + interval '1 month')::date;
  end loop;
end $$;

grant usage on schema public to carillon_app, carillon_system;

-- Facts of this installation, not of a workspace: the set-up token's hash, the epoch of the event log.
create table instance (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);
grant select, insert, update, delete on instance to carillon_system;

-- A lease: who does a piece of work that exactly one process may do. `fence` grows with each change of hands, and
-- whatever the holder writes is checked against it. Times are the database's clock_timestamp().
create table lease (
  name text collate "C" primary key,
  holder text not null,
  fence bigint not null,
  expires_at timestamptz not null
);
grant select, insert, update, delete on lease to carillon_system;
