import { readSettings } from './settings.ts'

const [command = 'help', ...args] = process.argv.slice(2)
const settings = readSettings(process.env)

// Each command loads only what it needs: `--help` needs no database.
if (command === 'dev') {
  const { runDev } = await import('./dev/run-dev.ts')
  process.exitCode = await runDev(settings)
} else if (command === 'serve') {
  const { runServe } = await import('./serve.ts')
  process.exitCode = await runServe(settings, process.env).catch((error: Error) => {
    console.error(error.message)
    return 1
  })
} else {
  const { runCommand } = await import('./commands/index.ts')
  process.exitCode = await runCommand(command, args, settings)
}
// A pipe takes in its own time what was printed.
await new Promise<void>((taken) => process.stdout.write('', () => taken()))
// What is still open (sockets kept alive, a log) must not hold the process.
process.exit()
