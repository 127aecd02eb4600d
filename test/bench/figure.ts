/** One measured number. `budget` is the most that design allows; absent, it is only watched. */
export interface Figure {
  readonly group: string
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 's' | 'B' | 'MB' | '/s' | ''
  readonly budget?: number
  /** Throughput is a floor, not a ceiling. */
  readonly atLeast?: true
}

export interface Plan {
  /** One fast round to see that everything runs; its numbers are not kept. */
  readonly quick: boolean
}

/** A part of the benchmark. It throws where it cannot measure: a figure is never left out in silence. */
export interface Bench {
  readonly name: string
  run(plan: Plan): Promise<readonly Figure[]>
}

export function isWithin({ value, budget, atLeast }: Figure): boolean {
  if (budget === undefined) return true
  return atLeast ? value >= budget : value <= budget
}

/** The value that a share of the sorted samples does not exceed; `quantile(samples, 0.5)` is the median. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new TypeError('no samples')
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
}

export const median = (samples: readonly number[]) => quantile(samples, 0.5)

/** Three significant digits are as many as two shared cores can tell apart. */
export function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(3))
}

/** A table for people: group, what, value, budget, and a mark where the budget is broken. */
export function table(figures: readonly Figure[]): string {
  if (figures.length === 0) return 'no figures'
  const rows = figures.map((figure) => [
    figure.group,
    figure.name,
    `${rounded(figure.value)} ${figure.unit}`.trim(),
    figure.budget === undefined ? '' : `${figure.atLeast ? '≥' : '≤'} ${figure.budget}`,
    isWithin(figure) ? '' : 'OVER',
  ])
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 2 || at === 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
