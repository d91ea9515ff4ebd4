-- Something to be done about a person by a time: handing over to sales is one. A task stays with the contact it was made for and is read by
-- person, so it follows a merge and its undoing by itself.

-- When the staff works, on the workspace's clock: seven days from Monday as in sending_hours. Without a row, Monday to Friday from nine to six.
create table working_hours (
  workspace_id ident primary key references workspace (id) on delete cascade,
  week jsonb not null,
  days_off boolean not null,
  updated_at timestamptz not null
);
call make_tenant_table('working_hours');

create table hand_over_rule (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  stage_id ident not null,             -- whoever enters it is handed over
  title text not null,
  note text not null default '',
  within_hours int not null check (within_hours between 1 and 400),  -- working hours
  assignee_id text,
  enabled boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, stage_id) references stage (workspace_id, id) on delete cascade,
  foreign key (workspace_id, assignee_id) references membership (workspace_id, user_id) on delete set null (assignee_id)
);
create index hand_over_rule_stage on hand_over_rule (workspace_id, stage_id);
create index hand_over_rule_assignee on hand_over_rule (workspace_id, assignee_id) where assignee_id is not null;
call make_tenant_table('hand_over_rule');

create table task (
  workspace_id ident not null,
  id ident not null,
  contact_id ident not null,
  title text not null,
  note text not null default '',
  search_text text not null,           -- title and note, folded
  due_at timestamptz not null,
  assignee_id text,
  state text not null check (state in ('open', 'done', 'dropped')),
  outcome text not null default '',
  made_by text not null,               -- a name; of a rule nothing
  rule_id ident,                       -- outlives the rule
  reason jsonb,                        -- what brought a rule to it
  merge_id ident,                      -- dropped because after this merge the person had two of one rule
  closed_by text,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, assignee_id) references membership (workspace_id, user_id) on delete set null (assignee_id)
);
-- Two events at once make one task.
create unique index task_open_of_rule on task (workspace_id, contact_id, rule_id) where state = 'open' and rule_id is not null;
create index task_contact on task (workspace_id, contact_id);
create index task_open on task (workspace_id, due_at, id) where state = 'open';
create index task_closed on task (workspace_id, state, closed_at, id) where state <> 'open';
create index task_assignee on task (workspace_id, assignee_id, due_at) where assignee_id is not null;
create index task_merge on task (workspace_id, merge_id) where merge_id is not null;
call make_tenant_table('task');

-- The instant by which so much working time has passed since `at`. `days_off` and `workdays` are dates of the workspace's country; a weekend day
-- that is worked has Monday's hours, as in next_open. Where no day is ever worked, time itself counts.
create function add_working_time(at timestamptz, zone text, week jsonb, days_off date[], workdays date[], span interval) returns timestamptz language plpgsql immutable parallel safe as $$
declare
  remaining interval := span;
  day date := (at at time zone zone)::date;
  body jsonb;
  opens timestamptz;
  closes timestamptz;
begin
  for n in 0..1000 loop
    body := case when day = any (workdays) then week -> 0 when day = any (days_off) then null else week -> (extract(isodow from day)::int - 1) end;
    if body is not null and body <> 'null' then
      opens := greatest(at, local_instant(day + (body ->> 'open')::interval, zone));
      closes := local_instant(day + (body ->> 'close')::interval, zone);
      if closes > opens then
        if closes - opens >= remaining then return opens + remaining; end if;
        remaining := remaining - (closes - opens);
      end if;
    end if;
    day := day + 1;
  end loop;
  return at + span;
end $$;
