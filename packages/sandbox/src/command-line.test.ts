import { expect, test } from 'vitest'
import { CommandLineError, help, readCommandLine } from './command-line.ts'

test('without a word the sandbox starts on its own port, reachable from this machine, in memory', () => {
  expect(readCommandLine([], {})).toEqual({
    kind: 'start',
    port: 8689,
    host: '127.0.0.1',
    options: {},
  })
})

test('an option wins over its variable, an empty variable is an absent one', () => {
  const env = { PORT: '7000', XIAOPU_DATA: '', SANDBOX_OFFERS: '', XIAOPU_OFFERS: 'all.json' }
  expect(readCommandLine(['--port', '0', '--temperament', 'late'], env)).toMatchObject({
    port: 0,
    options: { offersFile: 'all.json', temperament: 'late' },
  })
  expect(readCommandLine([], env)).toMatchObject({ port: 7000 })
})

test('everything that changes a sandbox can be said by options and by variables', () => {
  const options = {
    appKey: '123456',
    appSecret: 's',
    offersFile: 'o.json',
    faultsFile: 'f.json',
    temperament: 'seeded',
    singleUser: true,
    dir: 'kept/sandbox',
  }
  const line =
    '--app-key 123456 --app-secret s --offers o.json --faults f.json --temperament seeded --single-user --data kept'
  expect(readCommandLine(line.split(' '), {})).toMatchObject({ options })
  const env = {
    SANDBOX_APP_KEY: '123456',
    SANDBOX_APP_SECRET: 's',
    SANDBOX_OFFERS: 'o.json',
    SANDBOX_FAULTS: 'f.json',
    SANDBOX_TEMPERAMENT: 'seeded',
    SANDBOX_SINGLE_USER: '1',
    XIAOPU_DATA: 'kept',
  }
  expect(readCommandLine([], env)).toMatchObject({ options })
})

test.each(['x', '-1', '1.5', '65536', '80 '])('port "%s" is refused in both languages', (port) => {
  expect(() => readCommandLine([`--port=${port}`], {})).toThrow(CommandLineError)
  expect(() => readCommandLine([], { PORT: port })).toThrow(/端口.*65535, not/s)
})

test('an unknown option or temper is refused, help names every option', () => {
  expect(() => readCommandLine(['--portt', '1'], {})).toThrow(/--help.*--portt/s)
  expect(() => readCommandLine(['--temperament', 'sweet'], {})).toThrow(/「sweet」.*late/s)
  expect(readCommandLine(['--port', 'x', '-h'], {})).toEqual({ kind: 'help' })
  expect(help).toMatch(/--data <folder>.*保存.*keep everything/s)
})
