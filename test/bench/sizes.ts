import { fileURLToPath } from 'node:url'
import { buildWidgets } from '../browser/built-widgets.ts'
import { entrySizes } from '../check/entry-sizes.ts'
import type { Bench } from './figure.ts'

/** Bytes over the wire of everything that a page may load. */
export const sizes: Bench = {
  name: 'sizes',
  async run() {
    buildWidgets()
    const entries = await entrySizes(fileURLToPath(new URL('../../', import.meta.url)))
    return entries.flatMap(({ name, gzip, brotli, budget }) => [
      {
        group: 'size',
        name: `${name}, gzip`,
        value: gzip,
        unit: 'B' as const,
        ...(budget !== undefined && { budget }),
      },
      { group: 'size', name: `${name}, brotli`, value: brotli, unit: 'B' as const },
    ])
  },
}
