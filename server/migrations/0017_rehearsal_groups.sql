-- What a rehearsal's summary shows, counted while it is planned: a few rows however many people, so that looking at it
-- costs the same at the first person and at the millionth.
create table rehearsal_group (
  workspace_id ident not null,
  run_id ident not null,
  key text not null,                   -- a digest of the columns up to `options`
  state text not null,
  reason text,
  step int,
  medium text,
  locale text,
  deferred boolean not null,
  options jsonb not null,              -- as in rehearsal_entry
  count int not null,
  night int not null,                  -- of them, written to between 21:00 and 8:00 on their clocks
  price_from_micro bigint not null,
  price_to_micro bigint not null,
  sms_micro bigint not null,           -- had all of them got an SMS
  first_at timestamptz,
  last_at timestamptz,
  primary key (workspace_id, run_id, key),
  foreign key (workspace_id, run_id) references run (workspace_id, id) on delete cascade
);
call make_tenant_table('rehearsal_group');

insert into rehearsal_group (workspace_id, run_id, key, state, reason, step, medium, locale, deferred, options, count, night, price_from_micro, price_to_micro, sms_micro, first_at, last_at)
select e.workspace_id, e.run_id, md5(concat_ws('/', e.state, coalesce(e.reason, '-'), coalesce(e.step::text, '-'), coalesce(e.medium, '-'), coalesce(e.locale, '-'), e.deferred, e.options)), e.state, e.reason, e.step, e.medium, e.locale, e.deferred, e.options, count(*),
  count(*) filter (where e.state = 'planned' and extract(hour from e.send_at at time zone coalesce(c.time_zone, c.time_zone_assumed)) not between 8 and 20),
  sum(e.price_from_micro), sum(e.price_to_micro), coalesce(sum((select max((o ->> 'price_micro')::bigint) from jsonb_array_elements(e.options) o where o ->> 'medium' = 'sms')), 0), min(e.send_at), max(e.send_at)
from rehearsal_entry e join contact c on c.workspace_id = e.workspace_id and c.id = e.contact_id group by e.workspace_id, e.run_id, e.state, e.reason, e.step, e.medium, e.locale, e.deferred, e.options;
