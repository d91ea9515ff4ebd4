-- Why we speak: campaigns.

create table campaign (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text not null,
  state text not null check (state in ('draft', 'scheduled', 'sending', 'paused', 'done', 'stopped')),
  class text not null default 'marketing',
  topic_id text not null default '*',
  audience jsonb not null,             -- {segment_id} or {rule}
  content jsonb not null,
  cascade jsonb not null,
  schedule jsonb not null default '{}',-- {send_at} or nothing
  goal jsonb,                          -- {kind: click|reply|event, event?, within_days}
  budget_micro bigint,
  utm jsonb not null default '{}',
  version int not null default 1,
  run_id ident,
  rehearsal_run_id ident,
  origin text not null default 'live',
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, run_id) references run (workspace_id, id),
  foreign key (workspace_id, rehearsal_run_id) references run (workspace_id, id)
);
create index campaign_new on campaign (workspace_id, created_at desc, id desc);
call make_tenant_table('campaign');
