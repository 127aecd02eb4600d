import { enableCompileCache } from 'node:module'

// Four hundred files are compiled once, not at every start. What is imported before this line is not.
enableCompileCache()
const { main } = await import('./run.ts')
process.exitCode = await main(process.argv.slice(2), process.env)
// A pipe takes in its own time what was printed.
await new Promise<void>((taken) => process.stdout.write('', () => taken()))
// What is still open (sockets kept alive, a log) must not hold the process.
process.exit()
