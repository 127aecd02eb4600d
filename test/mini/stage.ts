import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Bare, bareRealm } from './bare.ts'
import type { HostName } from './fake-host.ts'
import { evaluate, parseTemplate, type TemplateNode } from './template.ts'

/** A built package, and how its app calls things. */
export interface Dialect {
  readonly folder: string
  readonly host: HostName
  readonly template: string
  /** Whether the app's library calls lifecycles by both of their names. */
  readonly twice: boolean
  /** A base library from before `lifetimes` and `pageLifetimes`. */
  readonly old?: true
}

export const dialects: readonly Dialect[] = [
  { folder: 'wechat', host: 'wx', template: 'wxml', twice: false },
  { folder: 'douyin', host: 'tt', template: 'ttml', twice: false },
  { folder: 'kuaishou', host: 'ks', template: 'ksml', twice: true },
  { folder: 'xiaohongshu', host: 'xhs', template: 'xhsml', twice: true },
]

interface Definition {
  readonly properties: Record<string, { value: unknown; observer(): void }>
  readonly methods: Record<string, (told: object) => void>
  readonly lifetimes: { attached(): void; detached(): void }
  readonly pageLifetimes: { show(): void }
  readonly attached: () => void
  readonly detached: () => void
}

interface Loaded {
  readonly definition: Definition
  readonly template: TemplateNode
  readonly using: Readonly<Record<string, string>>
}

/** What stands on a page: an element of the app's, or one of our components with what it shows. */
export interface Shown {
  readonly tag: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly children: readonly (Shown | string)[]
  /** The events that its component listens for. */
  readonly hears: readonly string[]
  /** Tells the component that the element belongs to. */
  fire(name: string, detail?: object): boolean
}

/** One of our components on a page. */
export interface Mounted {
  readonly events: { name: string; detail: unknown }[]
  shown(): Shown
  set(properties: Record<string, unknown>): void
  /** The page is shown again. */
  show(): void
  unmount(): void
}

export interface Stage {
  readonly realm: Bare
  /** What the package's shared file exports. */
  readonly xiaopu: Record<string, unknown>
  mount(name: string, properties?: Record<string, unknown>): Mounted
}

const packages = fileURLToPath(new URL('../../packages/mini/dist/', import.meta.url))

/**
 * A mini-program's two layers for the built components of one app: their code in a realm without the
 * Web, their templates read as that app's compiler reads them, and nothing between but data that
 * travels as JSON.
 */
export function openStage(dialect: Dialect, globals: Record<string, unknown>): Stage {
  const folder = `${packages}${dialect.folder}/`
  const read = (path: string) => readFileSync(folder + path, 'utf8')
  let registered: Definition | undefined
  const register = (definition: Definition) => {
    registered = definition
  }
  const realm = bareRealm({ ...globals, Component: register })
  const xiaopu = realm.load(read('xiaopu.js'))
  const loaded = new Map<string, Loaded>()

  function load(name: string): Loaded {
    const known = loaded.get(name)
    if (known) return known
    registered = undefined
    realm.load(read(`${name}/${name}.js`), (path) => {
      if (path !== '../xiaopu.js') throw new Error(`${name} asks for ${path}`)
      return xiaopu
    })
    if (!registered) throw new Error(`${name} did not call Component`)
    const one: Loaded = {
      definition: registered,
      template: parseTemplate(read(`${name}/${name}.${dialect.template}`).trim()),
      using: JSON.parse(read(`${name}/${name}.json`)).usingComponents,
    }
    loaded.set(name, one)
    return one
  }

  return {
    realm,
    xiaopu,
    mount: (name, properties = {}) => mountOn({ dialect, load }, name, properties, () => {}),
  }
}

interface Ground {
  readonly dialect: Dialect
  load(name: string): Loaded
}

function mountOn(
  ground: Ground,
  name: string,
  given: Record<string, unknown>,
  heard: (name: string, detail: unknown) => void,
): Mounted {
  const { definition, template, using } = ground.load(name)
  const events: Mounted['events'] = []
  const data: Record<string, unknown> = {}
  for (const [key, { value }] of Object.entries(definition.properties)) data[key] = value
  Object.assign(data, copy(given))
  const instance = {
    data,
    properties: data,
    setData: (view: object) => void Object.assign(data, copy(view)),
    triggerEvent(event: string, detail: object) {
      events.push({ name: event, detail: copy(detail) })
      heard(event, copy(detail))
    },
  }
  const children = new Map<string, Mounted>()
  const { lifetimes, attached, detached, pageLifetimes, methods } = definition
  const { twice, old } = ground.dialect
  if (!old) lifetimes.attached.call(instance)
  if (twice || old) attached.call(instance)

  function set(next: Record<string, unknown>) {
    for (const [key, value] of Object.entries(copy(next) as object)) {
      if (JSON.stringify(data[key]) === JSON.stringify(value)) continue
      data[key] = value
      definition.properties[key]?.observer.call(instance)
    }
  }

  function shown(): Shown {
    const there = new Set<string>()
    const view = {
      prefix: ground.dialect.host,
      call: (method: string, told: object) => methods[method]?.call(instance, told),
      child(key: string, tag: string, properties: Record<string, unknown>, on: Heard) {
        there.add(key)
        const known = children.get(key)
        if (known) known.set(properties)
        else children.set(key, mountOn(ground, nameOf(using[tag], tag), properties, on))
        return (children.get(key) as Mounted).shown()
      },
    }
    const tree = draw(template, data, view, '')
    for (const [key, child] of children) {
      if (there.has(key)) continue
      child.unmount()
      children.delete(key)
    }
    return { tag: name, attributes: {}, children: tree, hears: [], fire: () => false }
  }

  return {
    events,
    shown,
    set,
    show() {
      if (!old) pageLifetimes.show.call(instance)
      for (const child of children.values()) child.show()
    },
    unmount() {
      if (!old) lifetimes.detached.call(instance)
      if (twice || old) detached.call(instance)
      for (const child of children.values()) child.unmount()
      children.clear()
    },
  }
}

type Heard = (name: string, detail: unknown) => void

interface View {
  readonly prefix: string
  call(method: string, told: object): void
  child(key: string, tag: string, properties: Record<string, unknown>, on: Heard): Shown
}

function nameOf(path: string | undefined, tag: string): string {
  const name = /^\.\.\/([\w-]+)\/\1$/.exec(path ?? '')?.[1]
  if (!name) throw new Error(`<${tag}> is not among usingComponents`)
  return name
}

/** What a list of siblings shows: conditions belong to the one before. */
function draw(parent: TemplateNode, scope: object, view: View, path: string): (Shown | string)[] {
  const { prefix } = view
  let taken = false
  return parent.children.flatMap((node, index): (Shown | string)[] => {
    if (typeof node === 'string') return [String(evaluate(node, scope) ?? '')]
    const when = node.attributes[`${prefix}:if`] ?? node.attributes[`${prefix}:elif`]
    if (`${prefix}:if` in node.attributes) taken = false
    else if (taken && (when !== undefined || `${prefix}:else` in node.attributes)) return []
    if (when !== undefined) {
      if (!evaluate(when, scope)) return []
      taken = true
    }
    return repeat(node, scope, view, `${path}/${index}`)
  })
}

function repeat(node: TemplateNode, scope: object, view: View, path: string): (Shown | string)[] {
  const { prefix } = view
  const list = node.attributes[`${prefix}:for`]
  if (list === undefined) return element(node, scope, view, path)
  const item = node.attributes[`${prefix}:for-item`] ?? 'item'
  const key = node.attributes[`${prefix}:key`]
  const items = (evaluate(list, scope) ?? []) as readonly unknown[]
  return items.flatMap((each, index) => {
    const own = key && key !== '*this' ? (each as Record<string, unknown>)[key] : each
    return element(node, { ...scope, [item]: each, index }, view, `${path}[${own ?? index}]`)
  })
}

function element(node: TemplateNode, scope: object, view: View, path: string): (Shown | string)[] {
  const attributes: Record<string, unknown> = {}
  const handlers: Record<string, string> = {}
  for (const [name, text] of Object.entries(node.attributes)) {
    if (name.startsWith(`${view.prefix}:`)) continue
    const event = /^(?:bind|catch):?(\w+)$/.exec(name)?.[1]
    if (event) handlers[event] = text
    else attributes[name] = text === '' ? true : evaluate(text, scope)
  }
  const fire = (name: string, detail: object = {}) => {
    const handler = handlers[name]
    if (handler) view.call(handler, { currentTarget: { dataset: datasetOf(attributes) }, detail })
    return handler !== undefined
  }
  if (node.tag === 'block') return draw(node, scope, view, path)
  if (node.tag.startsWith('xp-')) {
    const on: Heard = (name, detail) => fire(name, detail as object)
    return [view.child(path, node.tag, attributes, on)]
  }
  const hears = Object.keys(handlers)
  return [{ tag: node.tag, attributes, children: draw(node, scope, view, path), hears, fire }]
}

function datasetOf(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      name.startsWith('data-') ? [[name.slice(5), value]] : [],
    ),
  )
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value ?? null))
}
