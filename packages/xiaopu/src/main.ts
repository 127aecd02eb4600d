import { enableCompileCache } from 'node:module'

// Sources are stripped of their types once, not at each start.
enableCompileCache()
const { runCommand } = await import('./run-command.ts')
const exitCode = await runCommand(process.argv.slice(2), process.env)
// A pipe takes what was written bit by bit. Then the process ends, whatever connections it kept alive.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise((written) => stream.write('', written))
}
process.exit(exitCode)
