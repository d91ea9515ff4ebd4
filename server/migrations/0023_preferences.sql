-- What a customer asked for beyond channels and topics; one row per person, on their first contact.
create table contact_preference (
  workspace_id ident not null,
  contact_id ident not null,
  max_per_week int check (max_per_week between 1 and 7),
  opens time,                          -- marketing only between these, on the person's clock
  closes time,
  paused_until timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  check ((opens is null) = (closes is null) and (opens is null or opens < closes))
);
call make_tenant_table('contact_preference');

-- A workspace's week within a person's own hours. Where the two never meet, the person's hold: whoever asked to be written
-- to in the evening is not to be written to never.
create function own_hours(week jsonb, opens time, closes time) returns jsonb language sql immutable parallel safe as $$
  select case when opens is null then week else (
    select case when bool_or(day is not null) then jsonb_agg(coalesce(day, 'null') order by n) else (select jsonb_agg(jsonb_build_object('open', to_char(opens, 'HH24:MI'), 'close', to_char(closes, 'HH24:MI'))) from generate_series(1, 7)) end
    from (
      select n, case
        when week is null or jsonb_typeof(week) <> 'array' then jsonb_build_object('open', to_char(opens, 'HH24:MI'), 'close', to_char(closes, 'HH24:MI'))
        when week -> (n - 1) is null or week -> (n - 1) = 'null' then null
        when greatest((week -> (n - 1) ->> 'open')::interval, opens::interval) < least((week -> (n - 1) ->> 'close')::interval, closes::interval)
          then jsonb_build_object('open', to_char(greatest((week -> (n - 1) ->> 'open')::interval, opens::interval), 'HH24:MI'), 'close', to_char(least((week -> (n - 1) ->> 'close')::interval, closes::interval), 'HH24:MI'))
        end as day
      from generate_series(1, 7) n) d) end
$$;
