-- Whoever asks for it gets the letters of marketing gathered into one, a day or a week.
alter table contact_preference add column digest text check (digest in ('day', 'week'));
alter table sending_hours add column digest_time time not null default '10:00', add column digest_weekday smallint not null default 1 check (digest_weekday between 1 and 7);
-- When what waits for its digest goes into it.
alter table queue_item add column digest_at timestamptz;
-- The hand-over by whose letter this one went, itself where it is that letter; null for a letter of its own.
alter table attempt add column carried_by ident;
create index attempt_carried on attempt (workspace_id, carried_by) where carried_by is not null;

--- The first digest after an instant, on the clock of a zone.
create function next_digest(at timestamptz, zone text, every text, clock time, weekday int) returns timestamptz language sql immutable parallel safe as $$
  select min(local_instant((at at time zone zone)::date + n + clock, zone)) from generate_series(0, 8) n
  where (every = 'day' or extract(isodow from (at at time zone zone)::date + n) = weekday) and local_instant((at at time zone zone)::date + n + clock, zone) > at
$$;
