import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** One thing that keeps somebody out: the rule, how grave, and where, through shadow roots. */
export interface Barrier {
  readonly rule: string
  readonly impact: 'serious' | 'critical'
  readonly help: string
  readonly where: readonly string[]
}

/** The serious and critical findings of axe on what the page shows now, open shadow roots included. */
export async function barriers(page: Page): Promise<Barrier[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const engine = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations } = await engine.run(document, { resultTypes: ['violations'] })
    return violations.map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact,
      help,
      where: nodes.map((node) => node.target.flat().join(' ≫ ')),
    }))
  })
  return found.flatMap(({ impact, ...barrier }) =>
    impact === 'serious' || impact === 'critical' ? [{ ...barrier, impact }] : [],
  )
}
