-- A foreign key looks for its row once for each row that is written, 10 µs each time; a person of a list brings fourteen of them, which was a
-- fourth of an import. What is written by the thousand asks once a statement instead, for the distinct rows it belongs to, and holds them as a
-- foreign key does (`for key share`): whoever deletes one waits, and whoever writes below one that is going is refused. What belongs to a row
-- goes with it by one statement as well.
create procedure belongs_by_statement(child text, col text, parent text) language plpgsql as $$
declare
  fkey text := format('%s_workspace_id_%s_fkey', child, col);
  asks text := format('%s_has_%s', child, parent);
begin
  execute format('alter table %I drop constraint %I', child, fkey);
  -- Looked up by key whatever the statistics say: a plan that was made while the table was empty is kept.
  execute format($f$create function %1$I() returns trigger language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $body$
    declare
      lost record;
    begin
      select r.workspace_id, r.%3$I as id into lost from (select distinct workspace_id, %3$I from rows where %3$I is not null) r
      where not exists (select from %4$I p where p.workspace_id = r.workspace_id and p.id = r.%3$I for key share) limit 1;
      if found then
        raise foreign_key_violation using message = format('insert or update on table "%2$s" violates foreign key constraint "%5$s"'),
          detail = format('Key (workspace_id, %3$s)=(%%s, %%s) is not present in table "%4$s".', lost.workspace_id, lost.id), table = '%2$s', constraint = '%5$s';
      end if;
      return null;
    end $body$ $f$, asks, child, col, parent, fkey);
  execute format('create trigger %I after insert on %I referencing new table as rows for each statement execute function %I()', asks, child, asks);
  -- Rows change whom they belong to when people are joined or parted; any other change of them asks for nothing.
  execute format('create trigger %1$I after update of workspace_id, %2$I on %3$I for each row when (new.%2$I is distinct from old.%2$I or new.workspace_id <> old.workspace_id) execute function row_belongs(%2$L, %4$L, %5$L)',
    asks || '_still', col, child, parent, fkey);
end $$;

create function row_belongs() returns trigger language plpgsql as $$
declare
  id text := to_jsonb(new) ->> tg_argv[0];
  there bool;
begin
  if id is not null then
    execute format('select true from %I where workspace_id = $1 and id = $2 for key share', tg_argv[1]) into there using new.workspace_id, id;
    if there is null then
      raise foreign_key_violation using message = format('insert or update on table "%s" violates foreign key constraint "%s"', tg_table_name, tg_argv[2]),
        detail = format('Key (workspace_id, %s)=(%s, %s) is not present in table "%s".', tg_argv[0], new.workspace_id, id, tg_argv[1]), table = tg_table_name::text, constraint = tg_argv[2];
    end if;
  end if;
  return null;
end $$;

call belongs_by_statement('identity', 'contact_id', 'contact');
call belongs_by_statement('endpoint', 'contact_id', 'contact');
call belongs_by_statement('contact_trait', 'contact_id', 'contact');
call belongs_by_statement('contact_trait', 'trait_id', 'trait');
call belongs_by_statement('contact_tag', 'contact_id', 'contact');
call belongs_by_statement('consent_entry', 'contact_id', 'contact');
call belongs_by_statement('consent_state', 'contact_id', 'contact');
call belongs_by_statement('engagement', 'contact_id', 'contact');
call belongs_by_statement('import_contact', 'contact_id', 'contact');
call belongs_by_statement('import_contact', 'import_id', 'import');
call belongs_by_statement('import_trace', 'contact_id', 'contact');
call belongs_by_statement('import_trace', 'import_id', 'import');

create function drop_with_contact() returns trigger language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  delete from identity t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from endpoint t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from contact_trait t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from contact_tag t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from consent_entry t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from consent_state t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from engagement t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from import_contact t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  delete from import_trace t using gone g where t.workspace_id = g.workspace_id and t.contact_id = g.id;
  return null;
end $$;
create trigger with_contact after delete on contact referencing old table as gone for each statement execute function drop_with_contact();

create function drop_with_trait() returns trigger language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  delete from contact_trait t using gone g where t.workspace_id = g.workspace_id and t.trait_id = g.id;
  return null;
end $$;
create trigger with_trait after delete on trait referencing old table as gone for each statement execute function drop_with_trait();

create function drop_with_import() returns trigger language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  delete from import_contact t using gone g where t.workspace_id = g.workspace_id and t.import_id = g.id;
  delete from import_trace t using gone g where t.workspace_id = g.workspace_id and t.import_id = g.id;
  return null;
end $$;
create trigger with_import after delete on import referencing old table as gone for each statement execute function drop_with_import();

drop procedure belongs_by_statement;
