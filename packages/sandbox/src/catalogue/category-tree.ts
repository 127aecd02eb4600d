import { type Category, marketCategories } from './market/categories.ts'

export type { Category } from './market/categories.ts'

/** All categories of a world: three levels below the root, whatever is sold in them. */
export interface CategoryTree {
  readonly tops: readonly number[]
  get(id: number): Category | undefined
  /** Ids of first, second and third level of a leaf; the leaf alone where it is unknown. */
  chain(leaf: number): readonly number[]
}

/** Branches that the leaves of hand-written shelves and of files of real offers belong to. */
const homes: Readonly<Record<string, string>> = {
  女装: '裙装',
  运动服饰: '运动服饰',
  服饰眼镜: '运动服饰',
  鞋靴: '鞋靴',
  箱包: '功能包',
  箱包灯饰: '功能包',
  收纳家居: '收纳整理',
  家居摆件: '家居摆件',
  厨房用品: '餐具储物',
  家纺布艺: '布艺',
  饰品: '首饰',
  钟表: '钟表',
  美妆工具: '化妆工具',
  数码配件: '手机配件',
  母婴玩具: '玩具',
  宠物用品: '狗用品',
  运动户外: '健身',
  文具办公: '文具',
  零食特产: '休闲食品',
}

const OTHERS = { top: 9901, branch: 9_902_000 }

/** The market's tree with what `leaves` (id → name) it lacks. */
export function categoryTree(leaves: ReadonlyMap<number, string>): CategoryTree {
  const all = new Map(marketCategories)
  for (const [id, name] of leaves) if (!all.has(id)) add(all, id, name)
  return {
    tops: [...all.values()].filter(({ level }) => level === 1).map(({ id }) => id),
    get: (id) => all.get(id),
    chain: (leaf) => {
      const third = all.get(leaf)
      const second = all.get(third?.parent ?? -1)
      return second ? [second.parent, second.id, leaf] : [leaf]
    },
  }
}

function add(all: Map<number, Category>, id: number, name: string): void {
  const branch = [...all.values()].find((each) => each.level === 2 && each.name === homes[name])
  const parent = branch ?? others(all)
  all.set(id, { id, name, en: name, level: 3, parent: parent.id, children: [] })
  all.set(parent.id, { ...parent, children: [...parent.children, id] })
}

/** Where leaves go that belong nowhere else; made when first needed. */
function others(all: Map<number, Category>): Category {
  const known = all.get(OTHERS.branch)
  if (known) return known
  const { top, branch } = OTHERS
  all.set(top, { id: top, name: '其他', en: 'Other', level: 1, parent: 0, children: [branch] })
  const made: Category = {
    id: branch,
    name: '综合',
    en: 'General',
    level: 2,
    parent: top,
    children: [],
  }
  all.set(branch, made)
  return made
}
