-- How often and at what hours somebody may be written to.

-- At most `max` messages to one person in a day or a week of that person's own zone, over all channels and sources.
create table frequency_rule (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text not null default '',
  class text not null check (class in ('*', 'marketing', 'transactional')),
  topic_id text not null default '*',
  per text not null check (per in ('day', 'week')),
  max int not null check (max > 0),
  enabled boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
call make_tenant_table('frequency_rule');

-- What of a cap is used. The origin keeps the sandbox's counts apart from those of the real thing; the start of the
-- period is a date where the person is, and weeks start on Monday. Written once per message: no foreign keys.
create table cap_use (
  workspace_id ident not null,
  origin text not null,
  person_id ident not null,
  rule_id ident not null,
  period_start date not null,
  used int not null,
  message_id ident not null,           -- the last that was counted
  primary key (workspace_id, person_id, rule_id, period_start, origin)
);
create index cap_use_old on cap_use (period_start);
call make_tenant_table('cap_use');

-- Which message holds which part of a cap, so that a later step does not count again, and a proven failure gives back
-- exactly what was taken, even on another day.
create table cap_hold (
  workspace_id ident not null,
  message_id ident not null,
  rule_id ident not null,
  origin text not null,
  person_id ident not null,
  period_start date not null,
  primary key (workspace_id, message_id, rule_id)
);
create index cap_hold_old on cap_hold (period_start);
call make_tenant_table('cap_hold');

-- Who has which news: one message for each person and content key, until it is forgotten after the workspace's days.
create table content_key_use (
  workspace_id ident not null,
  origin text not null,
  person_id ident not null,
  key text collate "C" not null,
  message_id ident not null,
  at timestamptz not null,
  primary key (workspace_id, person_id, key, origin)
);
create index content_key_use_message on content_key_use (workspace_id, message_id);
create index content_key_use_old on content_key_use (at);
call make_tenant_table('content_key_use');

-- A time that an outage made late and that was spread anew: once is enough.
alter table due add column late boolean not null default false;
alter table message add column content_key text;
alter table campaign add column content_key text;
-- Its time was moved by the hours of sending.
alter table rehearsal_entry add column deferred boolean not null default false;

-- Seven days from Monday, each {"open": "09:00", "close": "20:00"} or null for closed; a class without is open at any hour.
create table sending_hours (
  workspace_id ident primary key references workspace (id) on delete cascade,
  marketing jsonb,
  transactional jsonb,
  days_off boolean not null default true,  -- a day off in the person's country is closed
  spread_s int not null default 1800,      -- what waited for opening goes out over so long
  same_content_days int not null default 30,
  updated_at timestamptz not null
);
call make_tenant_table('sending_hours');

create table day_off (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  country text not null,
  date date not null,
  kind text not null check (kind in ('off', 'work')),  -- work: a weekend day that is worked, as in China
  name text not null default '',
  primary key (workspace_id, id),
  unique (workspace_id, country, date)
);
call make_tenant_table('day_off');

-- When a clock on the wall first shows `wall`. PostgreSQL takes the later of two in an overlap, and in a gap a time that
-- the clock never shows; here an overlap is its first pass, and a gap is the instant at which it ends.
create function local_instant(wall timestamp, zone text) returns timestamptz language plpgsql immutable parallel safe as $$
declare
  plain timestamptz := wall at time zone zone;
  day_before timestamptz := plain - interval '1 day';
  early timestamptz;
  low timestamptz;
  high timestamptz;
  middle timestamptz;
begin
  -- By the offset of the day before: no zone changes twice within a day.
  early := (wall - ((day_before at time zone zone) - (day_before at time zone 'UTC'))) at time zone 'UTC';
  if early at time zone zone = wall then return early; end if;
  if plain at time zone zone = wall then return plain; end if;
  -- A gap: `early` shows a time behind it. The change is at the full minute from which on the clock shows more than `wall`.
  high := date_trunc('minute', greatest(early, plain));
  low := high - interval '26 hours';
  while high - low > interval '1 minute' loop
    middle := low + date_trunc('minute', (high - low) / 2);
    if middle at time zone zone < wall then low := middle; else high := middle; end if;
  end loop;
  return high;
end $$;

-- The first instant from `at` on at which the hours are open on the clock of that zone: `at` itself while they are. What
-- has to wait is spread over the first `spread_s` seconds after opening, by the hash of `seed`, so that neither a night nor
-- an outage ends in a burst; planning and claim give the same seed and get the same instant. `days_off` and `workdays` are the
-- dates of the person's country; a weekend day that is worked has Monday's hours.
create function next_open(at timestamptz, zone text, hours jsonb, days_off date[], workdays date[], spread_s int, seed text)
returns timestamptz language plpgsql immutable parallel safe as $$
declare
  wall timestamp := at at time zone zone;
  day date := wall::date;
  body jsonb;
  opens timestamptz;
  closes timestamptz;
begin
  if hours is null or jsonb_typeof(hours) <> 'array' then return at; end if;
  for n in 0..400 loop
    body := case when day = any (workdays) then hours -> 0 when day = any (days_off) then null else hours -> (extract(isodow from day)::int - 1) end;
    if body is not null and body <> 'null' then
      if n = 0 and wall >= day + (body ->> 'open')::interval and wall < day + (body ->> 'close')::interval then return at; end if;
      opens := local_instant(day + (body ->> 'open')::interval, zone);
      closes := local_instant(day + (body ->> 'close')::interval, zone);
      -- In the second pass of an overlap the clock is back before an opening that has been: it stays open.
      if at >= opens and at < closes then return at; end if;
      if opens > at and closes > opens then
        return opens + make_interval(secs => (hashtext(seed)::bigint + 2147483648) % greatest(1, least(spread_s, extract(epoch from closes - opens)::int)));
      end if;
    end if;
    day := day + 1;
  end loop;
  return at + interval '400 days';
end $$;
