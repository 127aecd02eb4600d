import { join, relative } from 'node:path'
import { shortLink } from '@xiaopu/share'
import { qrText } from '@xiaopu/share/qr'
import type { Texts } from '@xiaopu/texts'
import { columns } from '../print/table.ts'
import type { Keys } from './keys.ts'

/** What is printed before `ready`: where everything is, in one screen. */
export function banner(
  at: {
    readonly keys: Keys
    readonly sandboxUrl: string
    readonly dataDir: string
    readonly colours: boolean
  },
  { dev, links }: Texts['cli'],
): string {
  const { keys } = at
  const file = join(at.dataDir, 'keys.json')
  const near = relative(process.cwd(), file)
  const link = shortLink(keys.gateway, keys.share ?? '')
  const { hostname } = new URL(keys.gateway)
  return [
    columns([
      [links.shop, `${keys.gateway}/shop/${keys.slug}`],
      [links.demo, `${keys.gateway}/demo/`],
      [links.sandbox, `${at.sandboxUrl}/sandbox/`],
      [links.cashier, dev.cashierNote],
      [links.api, `${keys.gateway}/openapi.json`],
      [links.secret, `${keys.secret} ${dev.keyNote(near.startsWith('..') ? file : near)}`],
    ]),
    qrText(link, at.colours ? 'ansi' : 'none'),
    `  ${link}`,
    `  ${hostname === '127.0.0.1' || hostname === 'localhost' ? dev.scanNeedsHost : dev.scan}`,
  ].join('\n')
}
