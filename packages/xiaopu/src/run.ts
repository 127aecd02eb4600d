import { type Environment, readSettings, type Settings } from './settings.ts'

/** Runs the command that the words name. @returns the exit code */
export async function main(
  [command = 'help', ...args]: readonly string[],
  env: Environment,
): Promise<number> {
  try {
    return await run(command, args, env, readSettings(env))
  } catch (error) {
    console.error(error instanceof TypeError ? error.message : error)
    return 1
  }
}

/** Each command loads only what it needs: help needs no database. */
async function run(
  command: string,
  args: readonly string[],
  env: Environment,
  settings: Settings,
): Promise<number> {
  if (command === 'dev') return (await import('./dev/run-dev.ts')).runDev(settings)
  if (command === 'serve') return (await import('./serve.ts')).runServe(settings, env)
  return (await import('./commands/index.ts')).runCommand(command, args, settings)
}
