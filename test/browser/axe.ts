import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** One thing that keeps somebody out: the rule, how grave, and where, through shadow roots. */
export interface Barrier {
  readonly rule: string
  readonly impact: 'serious' | 'critical'
  readonly help: string
  readonly where: readonly string[]
}

/**
 * The serious and critical findings of axe on what the page shows once everything has come to rest, open
 * shadow roots included: colours of a sheet that still rises are nobody's.
 */
export async function barriers(page: Page): Promise<Barrier[]> {
  await page.evaluate(atRest)
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

/** Until what moves has arrived; what moves for ever, such as a skeleton, is not waited for. */
async function atRest(): Promise<void> {
  const roots: (Document | ShadowRoot)[] = [document]
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot)
  }
  const moving = roots
    .flatMap((root) => root.getAnimations())
    .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
  await Promise.allSettled(moving.map(({ finished }) => finished))
}
