import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { CommandError } from '../command-error.ts'
import { sandboxManners } from './sandbox-manners.ts'

test('the sandbox of the whole shop behaves as the variables say, well without them', () => {
  expect(sandboxManners({ SANDBOX_FAULTS: '', SANDBOX_SINGLE_USER: '0' })).toEqual({})
  const env = {
    SANDBOX_FAULTS: 'monday.json',
    SANDBOX_TEMPERAMENT: 'seeded',
    SANDBOX_SINGLE_USER: '1',
  }
  expect(sandboxManners(env)).toEqual({
    faultsFile: resolve('monday.json'),
    temperament: 'seeded',
    singleUser: true,
  })
  expect(() => sandboxManners({ SANDBOX_TEMPERAMENT: 'sweet' })).toThrow(CommandError)
})
