import { type Kysely, sql } from 'kysely'

/**
 * Writes one job beside graphile-worker's own `add_job`, with the same outcome for the same key and
 * a tenth of its cost: it knows the kinds of jobs already, finds the waiting job by its key alone,
 * and wakes the workers only for a job that is due. A notice makes commits wait for each other.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(writeJob).execute(db)
}

const writeJob = `
create function write_job(kind text, body json, job_key text, wait_millis double precision, yields boolean)
returns boolean language plpgsql as $$
declare
  kind_id integer;
  due timestamptz := now() + wait_millis * interval '1 millisecond';
begin
  select id into kind_id from graphile_worker._private_tasks where identifier = kind;
  if kind_id is null then
    perform graphile_worker.add_job(kind, payload := body, run_at := due, job_key := write_job.job_key,
      max_attempts := 25, job_key_mode := case when yields then 'preserve_run_at' else 'replace' end);
    return true;
  end if;
  loop
    -- The one at work may have read the world before this change: it loses its key, another follows.
    update graphile_worker._private_jobs as job
    set key = null, attempts = max_attempts, updated_at = now()
    where job.key = write_job.job_key and is_available is not true;
    insert into graphile_worker._private_jobs as job (task_id, payload, run_at, max_attempts, key)
    values (kind_id, body, due, 25, write_job.job_key)
    on conflict (key) do update set
      task_id = excluded.task_id, payload = excluded.payload,
      run_at = case when yields and job.attempts = 0 then job.run_at else excluded.run_at end,
      max_attempts = excluded.max_attempts, revision = job.revision + 1,
      attempts = 0, last_error = null, updated_at = now()
    where job.locked_at is null;
    -- None where a worker took the job between the two: it has to lose its key as well.
    exit when found;
  end loop;
  if wait_millis <= 0 then
    perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
  end if;
  return true;
end $$`
