import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './workspace.ts'

/** What faces the world; the sandbox plays its part with secrets that everybody knows. */
const sources = 'packages/{gateway,alibaba,pay}/src/**/*.ts'

/** The one place of a package that compares secrets, in constant time. */
const places: readonly string[] = ['packages/alibaba/src/sign.ts', 'packages/pay/src/same-text.ts']

/** Comparisons of something that is called like a secret, and tells nobody anything. */
const harmless: Readonly<Record<string, string>> = {
  'packages/alibaba/src/token.ts': 'two copies of our own token',
  'packages/gateway/src/catalog/picture.ts': 'the first bytes of a picture',
  'packages/gateway/src/http/idempotency.ts': 'a digest of what the caller sent herself',
  'packages/pay/src/alipay/sign.ts': 'one spelling of a signature that a public key verifies',
  'packages/pay/src/wechat/bill.ts': 'a checksum that stands beside what it is of',
}

const name = String.raw`[\w.?]*(?:sign|signature|mac|hmac|digest|secret|token|hash|salt|password|apikey)`
const other = String.raw`[\w.?]+(?:\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\))?`
const compared = new RegExp(
  String.raw`(?<![\w.])(?:${name}(?:\(.*\))? [!=]== ${other}|${other} [!=]== ${name}\b(?![\w(.]))`,
  'gi',
)
/** Whether there is one, and of what kind, is no secret. */
const isBare =
  /typeof | [!=]== (?:undefined|null|true|false|\d+)\b|(?:undefined|null|true|false|\d+) [!=]== /

/** Secrets are looked up by their digest or compared in one place, so that time tells nothing of them. */
export const secrets: Check = {
  name: 'secrets',
  run(root) {
    const files = globSync(sources, { cwd: root })
      .filter((path) => !/\.(test|test\.fixture|generated)\.ts$/.test(path))
      .sort()
    const findings = files.flatMap((path) => inFile(path, readFileSync(join(root, path), 'utf8')))
    return { facts: `${files.length} files, compared in ${places.length} places`, findings }
  },
}

function inFile(path: string, text: string): string[] {
  const place = places.find((each) => each.split('/')[1] === path.split('/')[1]) ?? places.at(-1)
  const isOwn = text.includes('timingSafeEqual') && !places.includes(path)
  const own = `${path} compares in constant time by itself: ${place} does`
  if (path in harmless) return isOwn ? [own] : []
  const lines = text.split('\n').flatMap((line, index) =>
    [...line.matchAll(compared)]
      .map(([found]) => found)
      .filter((found) => !isBare.test(found))
      .map((found) => `${path}:${index + 1} compares a secret letter by letter: ${found}`),
  )
  return [...(isOwn ? [own] : []), ...lines]
}
