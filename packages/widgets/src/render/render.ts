import { type Ref, remembering } from './hooks.ts'
import { setProps } from './props.ts'
import {
  type Child,
  type Component,
  Fragment,
  h,
  type Memory,
  nodeOf,
  Text,
  type VNode,
} from './vnode.ts'

/** What was drawn into a place before. */
const places = new WeakMap<Node, VNode>()

/** Where drawing goes on: in which parent, and before which of its nodes. */
let parent: Node
let cursor: Node | null
/** The place holds what a server drew: nodes that fit are kept, others go. */
let adopting = false
/** Components that were drawn just now, inner ones first: their effects may be due. */
let drawn: Memory[] = []
/** Components with effects that wait for the browser to paint. */
let waiting: Memory[] = []

/**
 * Draws into a place: mends what was drawn there before, or brings to life what a server drew.
 * `render(null, place)` takes everything out again.
 */
export function render(child: Child, place: Node): void {
  const node = h(Fragment, null, child)
  const old = places.get(place)
  places.set(place, node)
  drawAll(place, old ? firstOf(old) : place.firstChild, !old, () => drawNode(node, old))
}

/** Draws a component again, by itself. */
function redraw(memory: Memory): void {
  runWaiting()
  const { node, gone, stale } = memory
  if (gone || !stale) return
  const first = firstOf(node)
  drawAll(first.parentNode as Node, first, false, () => drawComponent(node, node))
}

/** Drawing may set off another: an element that comes onto the page draws itself at once. */
function drawAll(place: Node, before: Node | null, adopt: boolean, draw: () => void): void {
  const outer = drawn
  drawn = []
  drawIn(place, before, adopt, draw)
  const all = drawn
  drawn = outer
  for (const memory of all) runDue(memory, true)
  if (waiting.length === 0) setTimeout(runWaiting)
  waiting.push(...all)
}

function drawIn(place: Node, before: Node | null, adopt: boolean, draw: () => void): void {
  const outer = [parent, cursor, adopting] as const
  parent = place
  cursor = before
  adopting = adopt
  draw()
  if (adopt) while (cursor) takeOut(cursor)
  ;[parent, cursor, adopting] = outer
}

function runWaiting(): void {
  const all = waiting
  waiting = []
  for (const memory of all) runDue(memory, false)
}

function runDue({ slots, gone }: Memory, early: boolean): void {
  for (const slot of slots) {
    const { due, undo } = slot
    if (gone || !due || Boolean(slot.early) !== early) continue
    slot.due = undefined
    if (undo) undo()
    slot.undo = due()
  }
}

/** Draws a node at the cursor and moves on; what `old` made is used again. */
function drawNode(node: VNode, old: VNode | undefined): void {
  const { type } = node
  if (type === Fragment) drawKids(node, old, node.kids)
  else if (typeof type === 'function') drawComponent(node, old)
  else drawDom(node, old)
}

function drawComponent(node: VNode, old: VNode | undefined): void {
  const memory = old?.memory || { slots: [], node, stale: false, gone: false }
  node.memory = memory
  memory.node = node
  memory.stale = false
  const view = node.type as Component<unknown>
  drawKids(node, old, [remembering(memory, redraw, () => view(node.props))])
  drawn.push(memory)
}

/** Draws children: each takes over from the old one of its key or, without one, of its place. */
function drawKids(node: VNode, old: VNode | undefined, kids: readonly Child[]): void {
  const rest: (VNode | undefined)[] = [...(old?.drawn || [])]
  // A list that holds nothing keeps its place too.
  const next = (kids.length > 0 ? kids : [null]).map(nodeOf)
  const olds = next.map(({ type, key }, index) => {
    const at = key === undefined ? index : rest.findIndex((each) => each && each.key === key)
    const found = rest[at]
    if (!found || found.type !== type || found.key !== key) return undefined
    rest[at] = undefined
    return found
  })
  for (const each of rest) if (each) drop(each, true)
  node.drawn = next
  next.forEach((each, index) => {
    if (each === olds[index]) pass(each)
    else drawNode(each, olds[index])
  })
}

function drawDom(node: VNode, old: VNode | undefined): void {
  const { type, kids, props } = node
  const kept = old ? old.dom : adopted(type)
  const dom = kept || create(type)
  node.dom = dom
  if (type === Text) {
    const text = dom as CharacterData
    if (text.data !== kids[0]) text.data = kids[0] as string
  } else {
    const had = old ? old.props : kept ? attributesOf(kept as Element) : {}
    if (kids.length > 0 || kept) {
      drawIn(dom, dom.firstChild, !old && adopting, () => drawKids(node, old, kids))
    }
    // After its children: what a select shows is one of them.
    setProps(dom as Element, had, props)
  }
  put(dom)
}

function create(type: VNode['type']): Node {
  if (type === Text) return document.createTextNode('')
  const { namespaceURI } = parent as Element
  const space = type === 'svg' ? 'http://www.w3.org/2000/svg' : namespaceURI
  return document.createElementNS(space || 'http://www.w3.org/1999/xhtml', type as string)
}

/** The node of a server's that fits here; those before it that do not are taken out. */
function adopted(type: VNode['type']): Node | undefined {
  if (!adopting) return undefined
  let node = cursor
  if (type === Text) return node && node.nodeType === 3 ? node : undefined
  while (node && (node as Element).localName !== type) node = node.nextSibling
  while (node && cursor && cursor !== node) takeOut(cursor)
  return node || undefined
}

function attributesOf(element: Element): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { name, value } of element.attributes) found[name] = value
  return found
}

function put(dom: Node): void {
  if (dom === cursor) cursor = dom.nextSibling
  else parent.insertBefore(dom, cursor)
}

/** The same node once more: nothing to draw, but it may stand elsewhere now. */
function pass({ dom, drawn }: VNode): void {
  if (dom) put(dom)
  else if (drawn) drawn.forEach(pass)
}

function takeOut(dom: Node): void {
  if (dom === cursor) cursor = dom.nextSibling
  ;(dom as ChildNode).remove()
}

/** Undoes effects, outer ones first, and takes the nodes out. */
function drop({ dom, drawn, memory, props }: VNode, visible: boolean): void {
  if (memory) {
    memory.gone = true
    for (const { undo } of memory.slots) if (undo) undo()
  }
  if (props.ref) (props.ref as Ref<unknown>).current = null
  if (drawn) for (const each of drawn) drop(each, visible && !dom)
  if (dom && visible) takeOut(dom)
}

function firstOf({ dom, drawn }: VNode): Node {
  return dom || firstOf((drawn as VNode[])[0] as VNode)
}
