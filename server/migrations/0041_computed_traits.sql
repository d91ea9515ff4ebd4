-- Traits that are computed from what people did. Their values are values of traits like any other, written by us alone, on the
-- first contact of a person.
alter table trait add column computed boolean not null default false;

create table computed_trait (
  workspace_id ident not null,
  trait_id ident not null,
  rule jsonb not null,                 -- {fn, type, property, where, in_last_days}
  state text not null check (state in ('computing', 'current')),
  version int not null default 1,      -- of the rule: who computes an older one stops
  through ident,                       -- the last person that was looked at while computing
  looked_at int not null default 0,
  people int not null default 0,       -- how many there were to look at
  refreshed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, trait_id),
  foreign key (workspace_id, trait_id) references trait (workspace_id, id) on delete cascade
);
call make_tenant_table('computed_trait');
