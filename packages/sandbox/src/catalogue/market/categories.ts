import { tops } from './kinds/index.ts'

/** A category of the tree: three levels below the root 0, the third are leaves (reference §3.8). */
export interface Category {
  readonly id: number
  readonly name: string
  readonly en: string
  readonly level: 1 | 2 | 3
  readonly parent: number
  readonly children: readonly number[]
}

const topId = (top: number): number => 311 + top * 7
const branchId = (top: number, branch: number): number => 20_000_000 + top * 10_000 + branch * 100
/** The number of a kind by its places; kept apart from what the hand-written shelves use. */
export const leafId = (top: number, branch: number, kind: number): number =>
  200_000_000 + top * 100_000 + branch * 1000 + kind * 10

/** The market's tree, by id. */
export const marketCategories: ReadonlyMap<number, Category> = tree()

function tree(): ReadonlyMap<number, Category> {
  const all: Category[] = tops.flatMap((top, t): Category[] => [
    {
      id: topId(t),
      name: top.name,
      en: top.en,
      level: 1,
      parent: 0,
      children: top.branches.map((_, b) => branchId(t, b)),
    },
    ...top.branches.flatMap((branch, b): Category[] => [
      {
        id: branchId(t, b),
        name: branch.name,
        en: branch.en,
        level: 2,
        parent: topId(t),
        children: branch.kinds.map((_, k) => leafId(t, b, k)),
      },
      ...branch.kinds.map(
        (kind, k): Category => ({
          id: leafId(t, b, k),
          name: kind.name,
          en: kind.en,
          level: 3,
          parent: branchId(t, b),
          children: [],
        }),
      ),
    ]),
  ])
  return new Map(all.map((category) => [category.id, category]))
}
