import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Child, start } from './child.ts'
import { type Bench, type Figure, median } from './figure.ts'
import { freePair } from './ports.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** `pnpm start` without pnpm: gateway, sandbox, demo shop, on ports and data of its own. */
async function startDemo(data: string): Promise<Child> {
  return start(['--conditions=@xiaopu/source', 'packages/xiaopu/src/main.ts', 'dev'], {
    cwd: root,
    ready: /^ready http/,
    env: { PORT: String(await freePair()), XIAOPU_DATA: data },
  })
}

/** From the command to `ready`: the first time ever, and with data present. */
export const startup: Bench = {
  name: 'startup',
  async run({ quick }) {
    const first: number[] = []
    const again: number[] = []
    for (let run = 0; run < (quick ? 1 : 3); run++) {
      const data = mkdtempSync(join(tmpdir(), 'xiaopu-startup-'))
      try {
        first.push(await timed(data))
        again.push(await timed(data))
      } finally {
        rmSync(data, { recursive: true, force: true })
      }
    }
    const group = 'start to ready'
    return [
      { group, name: 'first ever', value: median(first), unit: 's', budget: 6 },
      { group, name: 'data present', value: median(again), unit: 's', budget: 2 },
    ] satisfies Figure[]
  },
}

async function timed(data: string): Promise<number> {
  const demo = await startDemo(data)
  await demo.stop()
  return demo.startup / 1000
}
