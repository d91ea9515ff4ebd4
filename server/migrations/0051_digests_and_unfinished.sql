-- A rehearsal says who gets it in the digest that they asked for, and when.
alter table rehearsal_entry add column digest_at timestamptz;
alter table rehearsal_group add column digest boolean not null default false, add column digest_first_at timestamptz, add column digest_last_at timestamptz;

-- Rules ask for baskets, forms and chats that are left open: who opens or closes one is looked at again.
do $$
declare
  t text;
begin
  foreach t in array array['cart', 'unfinished_form', 'inbound'] loop
    execute format('create trigger changed_new after insert on %I referencing new table as rows for each statement execute function note_changed()', t);
    execute format('create trigger changed_now after update on %I referencing new table as rows for each statement execute function note_changed()', t);
    execute format('create trigger changed_old after delete on %I referencing old table as rows for each statement execute function note_changed()', t);
  end loop;
end $$;
-- What nobody has answered yet or put aside: few of all that was ever written.
create index inbound_open on inbound (workspace_id, contact_id) where direction = 'in' and handled_at is null;
