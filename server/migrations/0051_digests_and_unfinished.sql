-- A rehearsal says who gets it in the digest that they asked for, and when.
alter table rehearsal_entry add column digest_at timestamptz;
alter table rehearsal_group add column digest boolean not null default false, add column digest_first_at timestamptz, add column digest_last_at timestamptz;
