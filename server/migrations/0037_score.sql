-- A lead score: rules that give points. What the rules read is followed by a segment that finds nobody and that only the score shows.
alter table segment drop constraint segment_purpose_check, add constraint segment_purpose_check check (purpose in ('stage', 'score'));

create table score_settings (
  workspace_id ident primary key references workspace (id) on delete cascade,
  rules jsonb not null,
  thresholds int[] not null,           -- whoever comes to have so many is told of
  segment_id ident not null,
  by_time boolean not null,            -- points fade, or time alone changes what a rule says
  updated_at timestamptz not null,
  foreign key (workspace_id, segment_id) references segment (workspace_id, id)
);
call make_tenant_table('score_settings');

-- Who has points at all; written by one statement for all that changed, without foreign keys. Erasure clears it itself.
create table contact_score (
  workspace_id ident not null,
  contact_id ident not null,           -- the person's first contact
  score int not null,
  primary key (workspace_id, contact_id)
);
create index contact_score_score on contact_score (workspace_id, score);
call make_tenant_table('contact_score');
create trigger changed_new after insert on contact_score referencing new table as rows for each statement execute function note_changed();
create trigger changed_now after update on contact_score referencing new table as rows for each statement execute function note_changed();
create trigger changed_old after delete on contact_score referencing old table as rows for each statement execute function note_changed();

-- Handed over is whoever enters a stage, or whose score comes to a threshold.
alter table hand_over_rule
  alter column stage_id drop not null,
  add column threshold int,
  add constraint hand_over_rule_on check (num_nonnulls(stage_id, threshold) = 1);
