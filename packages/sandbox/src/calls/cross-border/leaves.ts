import type { CategoryTree } from '../../catalogue/category-tree.ts'

/** Leaves below a category, itself if it is one; what is unknown finds nothing. */
export function leavesOf(tree: CategoryTree, id: number): readonly number[] {
  const found = tree.get(id)
  if (!found) return [id]
  return found.level === 3 ? [id] : found.children.flatMap((child) => leavesOf(tree, child))
}
