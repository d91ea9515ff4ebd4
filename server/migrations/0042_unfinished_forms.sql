-- Forms that somebody began and has not finished: what the last event said of each, and nothing older.
create table unfinished_form (
  workspace_id ident not null,
  contact_id ident not null,
  form_id text collate "C" not null,   -- the site's own name of the form
  name text,
  url text,                            -- where it stands; from the same event as the fields, never from another
  fields json not null,                -- {name: text or list of texts} in the form's own order, without what is secret
  started_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, contact_id, form_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index unfinished_form_old on unfinished_form (updated_at);
call make_tenant_table('unfinished_form');
