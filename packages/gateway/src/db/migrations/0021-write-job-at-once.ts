import { type Kysely, sql } from 'kysely'

/**
 * The same as before with one statement instead of three where no job of that key is at work. A notice of a provider goes
 * before all other jobs: a buyer waits for it, and a rush of orders to buy must not keep her order unpaid.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(writeJob).execute(db)
}

const writeJob = `
create or replace function
  write_job(kind text, body json, job_key text, wait_millis double precision, yields boolean)
returns boolean language plpgsql as $$
declare
  due timestamptz := now() + wait_millis * interval '1 millisecond';
  urgency integer := case kind when 'apply-notice' then -1 else 0 end;
begin
  loop
    insert into graphile_worker._private_jobs as job (task_id, payload, run_at, max_attempts, key, priority)
    select task.id, body, due, 25, write_job.job_key, urgency
    from graphile_worker._private_tasks as task where task.identifier = kind
    on conflict (key) do update set
      task_id = excluded.task_id, payload = excluded.payload, priority = excluded.priority,
      run_at = case when yields and job.attempts = 0 then job.run_at else excluded.run_at end,
      max_attempts = excluded.max_attempts, revision = job.revision + 1,
      attempts = 0, last_error = null, updated_at = now()
    where job.locked_at is null;
    exit when found;
    -- The one at work may have read the world before this change: it loses its key, another follows.
    update graphile_worker._private_jobs as job
    set key = null, attempts = max_attempts, updated_at = now()
    where job.key = write_job.job_key and job.locked_at is not null;
    if not found and not exists (
      select from graphile_worker._private_tasks as task where task.identifier = kind) then
      perform graphile_worker.add_job(kind, payload := body, run_at := due, job_key := write_job.job_key,
        priority := urgency, max_attempts := 25, job_key_mode := case when yields then 'preserve_run_at' else 'replace' end);
      return true;
    end if;
  end loop;
  if wait_millis <= 0 then
    perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
  end if;
  return true;
end $$`
