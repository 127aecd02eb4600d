import { drawnBy } from './html.ts'
import { attributeOf } from './props.ts'
import { type Child, Fragment, nodeOf, Text } from './vnode.ts'

/** A text, or an element with its attributes and what is in it: markup that a page can grow without parsing HTML. */
export type Tree =
  | string
  | readonly [tag: string, attributes: Readonly<Record<string, string>>, ...kids: Tree[]]

/** A view as trees, for servers: node for node what a page would draw, also texts without letters. */
export function trees(child: Child): Tree[] {
  const node = nodeOf(child)
  const { type, props, kids } = node
  if (type === Text) return [String(kids[0])]
  if (typeof type === 'function') return trees(drawnBy(node))
  const inside = (kids.length > 0 || type !== Fragment ? kids : ['']).flatMap(trees)
  if (type === Fragment) return inside
  const attributes = Object.entries(props).flatMap(([name, value]) => {
    const text =
      typeof value === 'function' || name === 'ref' ? undefined : attributeOf(name, value)
    return text === undefined ? [] : [[name, text]]
  })
  return [[String(type), Object.fromEntries(attributes), ...inside]]
}
