import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { anywhere } from './personal.ts'
import { plain, readRecording, replay } from './recording.ts'

const folder = fileURLToPath(new URL('../../recordings/', import.meta.url))
const files = globSync('**/*.json', { cwd: folder }).sort()

test('there are recordings', () => {
  expect(files.length).toBeGreaterThan(11)
})

// A file dropped into the folder is a contract from then on: docs/record-1688.md.
test.each(files)('%s still means what it meant when it was recorded', async (file) => {
  const recording = readRecording(readFileSync(folder + file, 'utf8'))
  expect(await replay(recording)).toEqual(plain(recording.outcome))
})

/** Stand-ins of member ids keep their form; the rest of what is personal anywhere must be gone. */
test.each(files)('%s names nobody and no machine', (file) => {
  const text = readFileSync(folder + file, 'utf8')
  const telling = (text.match(anywhere) ?? []).filter((each) => !/^b2b-\d+$|^\d{18}$/.test(each))
  expect(telling).toEqual([])
  expect(text).not.toMatch(/127\.0\.0\.1|localhost|(?:^|["\s])\/(?:tmp|home|root|Users)\//)
  expect(
    text
      .match(/https?:\/\/[\w.-]+/g)
      ?.filter((host) => !/\.alicdn\.com$|example\.invalid$/.test(host)) ?? [],
  ).toEqual([])
})
