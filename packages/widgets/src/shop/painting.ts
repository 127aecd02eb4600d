import type { Tree } from '../render/tree.ts'

/** Cards as a gateway drew them, in Chinese. */
export interface Painting {
  readonly css: string
  /** By the id of the listing. */
  readonly cards: Readonly<Record<string, readonly Tree[]>>
  /** The shop's accent as properties of the element. */
  readonly accent: readonly (readonly [name: string, value: string])[]
  /** What a button says while a tap waits. */
  readonly adding: string
}

/**
 * Where it was answered, and what a gateway puts before the code it answers: the data (`SeedData`) as
 * JSON, which waits to be read until something needs it, and the cards as they look.
 */
export type Pushed = readonly [url: string, json: string, painting?: Painting]
