import { type ErrorClass, errorClasses } from '@xiaopu/alibaba'
import type { CallName } from './scene.ts'

export type Column = 'happy' | ErrorClass | 'fault'
export const columns: readonly Column[] = ['happy', ...errorClasses, 'fault']

/**
 * How a cell was filled: `✓` met in the world of the sandbox, `c` by a code that its table names,
 * put into the answer.
 */
export type Mark = '✓' | 'c'

/** What was seen of each call; rows that the sandbox does not speak yet wait. */
export class Table {
  readonly #marks = new Map<string, Mark>()
  readonly #waiting = new Set<CallName>()

  fill(call: CallName, column: Column, mark: Mark): void {
    const key = `${call}/${column}`
    if (this.#marks.get(key) !== '✓') this.#marks.set(key, mark)
  }

  wait(call: CallName): void {
    this.#waiting.add(call)
  }

  mark(call: CallName, column: Column): Mark | undefined {
    return this.#marks.get(`${call}/${column}`)
  }

  isWaiting(call: CallName): boolean {
    return this.#waiting.has(call)
  }

  print(names: readonly CallName[], known: (call: CallName, column: Column) => boolean): string {
    const width = Math.max(...names.map((name) => name.length))
    const heads = columns.map((column) => column.slice(0, 9).padEnd(9)).join(' ')
    const rows = names.map((name) => {
      const cells = columns.map((column) => {
        const empty = this.isWaiting(name) ? 'waits' : known(name, column) ? '·' : '!'
        return (this.mark(name, column) ?? empty).padEnd(9)
      })
      return `${name.padEnd(width)}  ${cells.join(' ')}`
    })
    return [`${''.padEnd(width)}  ${heads}`, ...rows].join('\n')
  }
}
