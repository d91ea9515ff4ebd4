-- What an import did, kept for as long as it can be undone.
alter table "import" drop constraint import_state_check;
alter table "import" add constraint import_state_check check (state in ('uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone'));
alter table "import"
  add column traced boolean not null default false,  -- there is something to undo it by
  add column undo jsonb;                             -- {from, began_at, total, done, removed, restored, kept, consents}: how far it is taken back

-- A row of what it made, or changed: what undo needs and nothing more. A contact's rows go with the contact.
create table import_trace (
  workspace_id ident not null,
  import_id ident not null,
  phase smallint not null,             -- in which order it is taken back
  kind text not null check (kind in ('mark', 'event', 'order', 'product', 'contact')),
  ref text collate "C" not null,       -- an event's place on the log or its mark, an order's or a product's number, a contact's id
  contact_id ident,
  created boolean not null,
  was jsonb,                           -- what stood there before
  became jsonb,                        -- of a contact: what the import put there
  print text,                          -- MD5 of the whole as the import left it: whoever changes it makes another
  kept text,                           -- why undo left it
  primary key (workspace_id, import_id, phase, kind, ref),
  foreign key (workspace_id, import_id) references "import" (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index import_trace_contact on import_trace (workspace_id, contact_id) where contact_id is not null;
create index import_trace_kept on import_trace (workspace_id, import_id, kind, ref) where kept is not null;
call make_tenant_table('import_trace');

-- Taking back what somebody wrote into the ledger is an entry as well: before it holds what held before.
alter table consent_entry drop constraint consent_entry_state_check;
alter table consent_entry add constraint consent_entry_state_check check (state in ('opted_in', 'opted_out', 'taken_back'));
