import { remembering } from './hooks.ts'
import { attributeOf } from './props.ts'
import {
  type Child,
  type Component,
  Fragment,
  type Memory,
  nodeOf,
  Text,
  type VNode,
} from './vnode.ts'

const empty = ['br', 'hr', 'img', 'input', 'link', 'meta']

/** A view as HTML, for servers: each component is drawn once, no effect runs. */
export function html(child: Child): string {
  const node = nodeOf(child)
  const { type, props, kids } = node
  if (type === Text) return escapeHtml(String(kids[0]))
  if (typeof type === 'function') return html(drawnBy(node))
  const inside = kids.map(html).join('')
  if (type === Fragment) return inside
  const tag = `<${type}${Object.entries(props).map(writeProp).join('')}>`
  return empty.includes(String(type)) ? tag : `${tag}${inside}</${type}>`
}

/** What a component draws, once and for good. */
export function drawnBy(node: VNode): Child {
  const memory: Memory = { slots: [], node, stale: false, gone: false }
  const view = node.type as Component<unknown>
  return remembering(
    memory,
    () => {},
    () => view(node.props),
  )
}

function writeProp([name, value]: [string, unknown]): string {
  const attribute =
    typeof value === 'function' || name === 'ref' ? undefined : attributeOf(name, value)
  if (attribute === undefined) return ''
  return attribute ? ` ${name}="${escapeHtml(attribute)}"` : ` ${name}`
}

export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': 'amp',
    '<': 'lt',
    '>': 'gt',
    '"': 'quot',
    "'": '#39',
  }
  return text.replace(/[&<>"']/g, (character) => `&${names[character]};`)
}
