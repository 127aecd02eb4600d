/** What compilers import for JSX (`jsxImportSource`). Builds of pages call `h` instead. */
import { type Child, h, type VNode } from './vnode.ts'

export type { JSX } from './jsx.ts'
export { Fragment } from './vnode.ts'

type WithChildren = Readonly<Record<string, unknown>> & { readonly children?: Child }

/** An element with one child or none. */
export function jsx(type: VNode['type'], props: WithChildren, key?: unknown): VNode {
  const { children, ...rest } = props
  return 'children' in props ? h(type, { ...rest, key }, children) : h(type, { ...rest, key })
}

/** An element with several children. */
export function jsxs(type: VNode['type'], props: WithChildren, key?: unknown): VNode {
  const { children, ...rest } = props
  return h(type, { ...rest, key }, ...(children as readonly Child[]))
}
