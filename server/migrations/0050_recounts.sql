-- A change of the stages' rules or the score's is counted beside what holds, in steps, and put in its place when all of it is there.
create table recount (
  workspace_id ident not null references workspace (id) on delete cascade,
  subject text not null check (subject in ('stages', 'score')),
  version int not null default 1,      -- a later change begins anew; steps of an earlier one come to nothing
  state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  parts_done int not null default 0,   -- rules that everybody has been asked
  done int not null default 0,
  total int not null default 0,        -- 0 until the people are counted
  by text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, subject)
);
call make_tenant_table('recount');

-- A kept segment that is being filled for a rule to come: changes are followed in it already, time waits.
alter table segment add column filling boolean not null default false;

alter table stage
  alter column position drop not null, -- null: it holds when everybody is counted
  add column next_position int,        -- as it is to be; null: it goes when everybody is counted
  add column next_segment_id ident,    -- the rule to be, where it is another
  add foreign key (workspace_id, next_segment_id) references segment (workspace_id, id);
update stage set next_position = position;

alter table score_settings
  alter column segment_id drop not null,
  add column next_rules jsonb,
  add column next_thresholds int[],
  add column next_segment_id ident,
  add foreign key (workspace_id, next_segment_id) references segment (workspace_id, id);

-- Scores by the rules to be. Without foreign keys, as contact_score; erasure clears it itself.
create table contact_score_next (
  workspace_id ident not null,
  contact_id ident not null,
  score int not null,
  primary key (workspace_id, contact_id)
);
call make_tenant_table('contact_score_next');

-- People by score, highest first, a page at a time.
drop index contact_score_score;
create index contact_score_score on contact_score (workspace_id, score, contact_id);

-- Workspaces older than stages, in which nobody ever took one away: a chore puts the usual ones in.
create table usual_stages_owed (workspace_id ident primary key references workspace (id) on delete cascade);
call make_tenant_table('usual_stages_owed');
insert into usual_stages_owed (workspace_id) select w.id from workspace w
where not exists (select from stage s where s.workspace_id = w.id) and not exists (select from audit_entry a where a.workspace_id = w.id and a.action in ('removeStage', 'putUsualStages', 'createStage'));
