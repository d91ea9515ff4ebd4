-- How the hot tables are kept. A message is written once and changed once or twice: with room left on its page the change
-- touches no index. What comes and goes (queue, due, deltas) is vacuumed by how much of it is dead, not by its share of a
-- table that is nearly empty most of the time, and without pauses: at ten million changes an hour a pause is never caught up.
create or replace procedure make_month_partitions(t text, months int) language plpgsql as $$
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
      call keep_partition(part, t);
    end if;
    month := (month + interval '1 month')::date;
  end loop;
end $$;

create procedure keep_partition(part text, t text) language plpgsql as $$
begin
  execute format('alter table %I set (fillfactor = %s, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1)',
    part, case t when 'event' then 100 else 80 end);
end $$;

do $$
declare
  r record;
begin
  for r in select c.relname as part, p.relname as parent from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where p.relname in ('message', 'attempt', 'event') loop
    call keep_partition(r.part, r.parent);
  end loop;
  for r in select unnest(array['queue_item', 'due', 'run_delta', 'receipt_waiting', 'lease', 'rehearsal_entry']) as t loop
    execute format('alter table %I set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000)', r.t);
  end loop;
end $$;
