import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { silent } from './logger.ts'

/**
 * graphile-worker's tables carry row-level security, so the serving roles enqueue through one function of the owner's.
 * `role` is the session's setting, which a security definer function does not change: carillon_app may only enqueue for
 * the workspace that it serves.
 */
const ENQUEUE = `
create or replace function enqueue_job(task text, workspace_id text, payload jsonb, job_key text default null, run_at timestamptz default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('role') = 'carillon_app' and workspace_id is distinct from current_setting('carillon.workspace_id', true) then
    raise exception 'a job can only be enqueued for the workspace at hand' using errcode = '42501';
  end if;
  perform graphile_worker.add_job(task, (payload || jsonb_build_object('workspace_id', workspace_id))::json, job_key := enqueue_job.job_key, run_at := enqueue_job.run_at, max_attempts := 6);
end $$;
revoke all on function enqueue_job(text, text, jsonb, text, timestamptz) from public;
grant execute on function enqueue_job(text, text, jsonb, text, timestamptz) to carillon_app, carillon_system;`

/** Any number that nothing else takes: one process prepares at a time. */
const LOCK = 7_314_002

/** Brings graphile-worker's schema up to date and lets the serving roles enqueue. Called as the owner, after migrate. */
export async function prepareJobs(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await runMigrations({ connectionString: url, logger: silent, maxPoolSize: 2 })
    await client.query(ENQUEUE)
  } finally {
    await client.end()
  }
}
