/** What a view may answer or hold: nothing (`null`, `false`), words, nodes, lists of them. */
export type Child = VNode | string | number | boolean | null | undefined | readonly Child[]

/** A view: what it is given in, what is to be seen out. */
export type Component<P = never> = (props: P) => Child

/** The `type` of a text, and of nothing at all: a text without letters, which keeps its place. */
export const Text = 0

/** The `type` of a list: several nodes and no element around them. */
export const Fragment = 1

export type Props = Readonly<Record<string, unknown>>

/** A node as it is to be seen; the renderer notes on it what it made of it. */
export interface VNode {
  readonly type: string | Component | typeof Text | typeof Fragment
  /** Of an element its attributes and listeners, of a component what it is given. */
  readonly props: Props
  readonly kids: readonly Child[]
  /** Tells nodes of one list apart; nodes without one are told apart by their place. */
  readonly key: unknown
  /** Of an element or a text: the node on the page. */
  dom?: Node
  /** What was drawn inside. */
  drawn?: readonly VNode[]
  /** Of a component: what it remembers. */
  memory?: Memory
}

/** What a component remembers from one drawing to the next. */
export interface Memory {
  readonly slots: Slot[]
  node: VNode
  /** Waits to be drawn again. */
  stale: boolean
  gone: boolean
}

/** What is done once something is on the page; answers what undoes it, if anything does. */
export type Effect = () => (() => void) | undefined

/** What one hook remembers. */
export interface Slot {
  value?: unknown
  set?: unknown
  inputs?: readonly unknown[] | undefined
  /** An effect that waits for what was drawn to be on the page. */
  due?: Effect | undefined
  /** Undoes an effect. */
  undo?: ReturnType<Effect>
  /** Runs before the browser paints. */
  early?: boolean
}

/** What builds of this package make of a JSX element. */
export function h(type: VNode['type'], given: Props | null, ...kids: Child[]): VNode {
  const { key, ...props } = given || {}
  if (kids.length > 0 && typeof type === 'function') {
    return { type, props: { ...props, children: kids }, kids, key }
  }
  return { type, props, kids, key }
}

/** A child as a node: a list is a fragment, nothing is a text without letters. */
export function nodeOf(child: Child): VNode {
  if (Array.isArray(child)) return h(Fragment, null, ...child)
  if (typeof child === 'object' && child !== null) return child as VNode
  return { type: Text, props: {}, kids: [isNothing(child) ? '' : `${child}`], key: undefined }
}

function isNothing(child: Child): boolean {
  return child === null || child === undefined || typeof child === 'boolean'
}
