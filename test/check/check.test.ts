import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Copy, copyRepository } from './copy.ts'
import { dependencies } from './dependencies.ts'
import { layers } from './layers.ts'
import { isAtLeast } from './lockfile.ts'
import { packages } from './packages.ts'
import { secrets } from './secrets.ts'
import { threats } from './threats.ts'
import { words } from './words.ts'

// Every rule of the house is broken once on purpose: a rule that nothing breaks may be asleep.
let copy: Copy
beforeAll(() => {
  copy = copyRepository()
})
afterAll(() => copy.remove())

afterEach(() => copy.restore())

test('the repository as it stands obeys its layers, floors and words', () => {
  for (const check of [layers, dependencies, words, threats, secrets]) {
    expect(check.run(copy.root)).toMatchObject({ findings: [] })
  }
})

test('a package that depends on one above it is found', () => {
  copy.change(
    'packages/domain/package.json',
    '"valibot": "catalog:"',
    '"@xiaopu/client": "workspace:*", "valibot": "catalog:"',
  )
  expect(layers.run(copy.root)).toMatchObject({
    findings: [
      '@xiaopu/domain depends on @xiaopu/client, which is not below it',
      'packages/domain/tsconfig.json does not refer to its dependency packages/client',
    ],
  })
})

test('a package that depends on its neighbour is found', () => {
  copy.change('packages/pay/tsconfig.json', '"../domain"', '"../alibaba"')
  expect(layers.run(copy.root)).toMatchObject({
    findings: [
      'packages/pay/tsconfig.json does not refer to its dependency packages/domain',
      'packages/pay/tsconfig.json refers to packages/alibaba, which it does not depend on',
    ],
  })
})

test('an import that package.json does not declare fails the compiler', () => {
  copy.write('packages/domain/src/planted.ts', "export { ask } from '@xiaopu/client'\n")
  const compiled = copy.run('tsc', '-b', 'packages/domain')
  expect(compiled).toMatchObject({ ok: false })
  expect(compiled.output).toContain('planted.ts')
})

test('the linter finds every import that a package may not make, a clock and dice', () => {
  const restricted = 'lint/style/noRestrictedImports'
  const plants: readonly (readonly [path: string, text: string, ...found: string[]])[] = [
    [
      'domain/src/planted.ts',
      "export { ask } from '@xiaopu/client'\n",
      restricted,
      'lint/correctness/noUndeclaredDependencies',
    ],
    ['domain/src/now.ts', 'export const now = Date.now()\n', 'Time comes in as an argument.'],
    ['domain/src/luck.ts', 'export const luck = Math.random()\n', 'Randomness comes in'],
    ['widgets/src/planted.ts', "import '@xiaopu/gateway'\n", restricted],
    ['client/src/planted.ts', "import 'node:fs'\n", restricted],
    ['sandbox/src/planted.ts', "import '@xiaopu/alibaba'\n", restricted],
    ['gateway/src/planted.ts', "import '@xiaopu/widgets'\n", restricted],
    ['gateway/src/hono.ts', "import 'hono/jwt'\n", restricted],
    ['xiaopu/src/planted.ts', "import '@xiaopu/test'\n", restricted],
  ]
  for (const [path, text] of plants) copy.write(`packages/${path}`, text)
  const paths = plants.map(([path]) => `packages/${path}`)
  const { ok, output } = copy.run(
    'biome',
    'lint',
    '--colors=off',
    '--max-diagnostics=none',
    ...paths,
  )
  expect(ok).toBe(false)
  // A finding starts with its place and rule, and its sentence follows before the next one.
  const findings = output.split(/^(?=packages\/)/m)
  for (const [path, , ...sentences] of plants) {
    const said = findings.filter((finding) => finding.startsWith(`packages/${path}:`)).join('')
    for (const sentence of sentences) expect(said).toContain(sentence)
  }
})

test('a dependency below its security floor, from elsewhere or without checksum is found', async () => {
  const hono = /\n {2}hono@([\d.]+):\n {4}resolution: \{integrity: (\S+)\}/.exec(
    readFileSync(join(copy.root, 'pnpm-lock.yaml'), 'utf8'),
  )
  const [whole = '', version = '', sum = ''] = hono ?? []
  copy.change(
    'pnpm-lock.yaml',
    whole,
    whole.replace(version, '4.0.1').replace(`integrity: ${sum}`, 'tarball: https://example.com/h'),
  )
  const { findings } = await dependencies.run(copy.root)
  expect(findings.join('\n')).toMatch(/hono@4\.0\.1 is below 4\.13\.7: CVE-/)
  expect(findings).toContain('hono@4.0.1 does not come from the registry')
  expect(findings).toContain('hono@4.0.1 has no sha512 checksum')
})

test('a package whose install script is newly allowed is found', () => {
  copy.change(
    'pnpm-workspace.yaml',
    'onlyBuiltDependencies:\n',
    'onlyBuiltDependencies:\n  - left-pad\n',
  )
  expect(dependencies.run(copy.root)).toMatchObject({
    findings: [expect.stringContaining('left-pad may run install scripts')],
  })
})

test('an installed package with a script that nobody decided about is found', () => {
  copy.change('pnpm-workspace.yaml', 'ignoredBuiltDependencies: [esbuild]', '# none ignored')
  copy.change('pnpm-workspace.yaml', '  - node\n', '')
  expect(dependencies.run(copy.root)).toMatchObject({
    findings: [expect.stringContaining('node has an install script')],
  })
})

test('a package whose entry npm would not get, or whose readers are not told of it, is found', async () => {
  copy.change('packages/client/README.md', '`@xiaopu/client/webhooks`', 'webhooks')
  // The copy is not built, so every package promises files that are not there.
  const { findings } = await packages.run(copy.root)
  expect(findings.join('\n')).toMatch(
    /xiaopu-domain-.*tgz: .*index\.js but the file does not exist/,
  )
  expect(findings).toContain(
    'xiaopu-client-0.1.0.tgz: README.md does not name @xiaopu/client/webhooks',
  )
})

test('versions are compared by number, not by letter', () => {
  expect(isAtLeast('4.13.10', '4.13.9')).toBe(true)
  expect(isAtLeast('4.9.9', '4.13.0')).toBe(false)
  expect(isAtLeast('18.4.0-beta.17', '18.4.0')).toBe(true)
})

test('a threat that lost its row, its test or its twin is found', () => {
  copy.change('docs/security.md', '| S-01 |', '| S-99 |')
  copy.change('docs/security.md', '(../test/canary.test.ts)', '(../test/gone.test.ts)')
  copy.change(
    'docs/security.md',
    '[who never ends his headers is let go]',
    '[who never ends is let go]',
  )
  const { findings } = threats.run(copy.root) as { findings: readonly string[] }
  expect(findings).toContain('docs/security.md has 0 rows S-01')
  expect(findings.join('\n')).toMatch(/test\/gone\.test\.ts does not exist/)
  expect(findings.join('\n')).toMatch(/has no test "who never ends is let go"/)
  expect(findings).toContain('S-61: docs/zh/security.md names other tests')
})

test('a secret that is compared letter by letter is found', () => {
  copy.write(
    'packages/pay/src/hasty.ts',
    "import { timingSafeEqual } from 'node:crypto'\nexport const isGood = (a: { sign: string }, signature: string) => a.sign === signature\n",
  )
  copy.write(
    'packages/gateway/src/hasty.ts',
    "export const isIn = (given: string, orderToken: string) => orderToken !== '' && given !== orderToken\n",
  )
  expect(secrets.run(copy.root)).toMatchObject({
    findings: [
      'packages/gateway/src/hasty.ts:1 compares a secret letter by letter: given !== orderToken',
      'packages/pay/src/hasty.ts compares in constant time by itself: packages/pay/src/same-text.ts does',
      'packages/pay/src/hasty.ts:2 compares a secret letter by letter: a.sign === signature',
    ],
  })
})

test('rooms without a noun and machine paths are found with their line', () => {
  copy.write(
    'packages/share/src/helpers/x.ts',
    `export const a = 1\nexport const b = '/${'work'}/main/x'\n`,
  )
  copy.write('packages/share/src/order-utils.ts', 'export {}\n')
  expect(words.run(copy.root)).toMatchObject({
    findings: [
      'packages/share/src/helpers/x.ts is a room called by no noun',
      'packages/share/src/helpers/x.ts:2 holds a machine path',
      'packages/share/src/order-utils.ts is a room called by no noun',
    ],
  })
})
