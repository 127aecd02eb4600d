/** What a template's element tells of a tap or an input, as far as all hosts agree. */
export interface Told {
  readonly currentTarget: { readonly dataset: Readonly<Record<string, string>> }
  readonly detail: unknown
}

type Property = string | boolean | object | null

/** A component on a page, as its own code sees it. */
export interface Scene<P> {
  /** What the page gave it, as it is now. */
  readonly given: P
  /** Shows parts of the view under their names; what is as it was does not travel to the view layer. */
  show(view: Readonly<Record<string, unknown>>): void
  /** Tells the page. */
  tell(name: string, detail?: object): void
  /** The host's own object, for what only it can do: finding a canvas. */
  readonly instance: object
}

/** What a component does besides hearing of its elements. */
interface Life {
  /** The page gave it something else. */
  changed?(): void
  /** Its page is shown again. */
  shown?(): void
  /** It leaves its page. */
  gone?(): void
}

export interface Spec<P extends Record<string, Property>, E extends string> {
  /** Name to what it is before the page gives something; that says its type too. */
  readonly properties: P
  /** Names that the template binds. */
  readonly events: readonly E[]
  open(scene: Scene<P>): Life & Readonly<Record<E, (told: Told) => void>>
}

/** The host's object of a component, in the part that is used here. */
interface Instance {
  readonly properties: Record<string, Property>
  readonly data: Record<string, unknown>
  setData(view: Record<string, unknown>): void
  triggerEvent(name: string, detail: object, options: object): void
  xiaopu?: Life & Record<string, ((told: Told) => void) | undefined>
}

/**
 * A component as all four hosts take it: `Component(card)`. Only what their oldest base libraries
 * have is used: observers of single properties, lifecycles by both of their names.
 */
export function component<P extends Record<string, Property>, E extends string>(
  spec: Spec<P, E>,
): object {
  const attached = function (this: Instance) {
    // Hosts that know both names call twice.
    this.xiaopu ??= spec.open(sceneOf<P>(this)) as Instance['xiaopu'] & object
  }
  const detached = function (this: Instance) {
    this.xiaopu?.gone?.()
    delete this.xiaopu
  }
  const shown = function (this: Instance) {
    this.xiaopu?.shown?.()
  }
  const methods = spec.events.map((name) => [
    name,
    function (this: Instance, told: Told) {
      this.xiaopu?.[name]?.(told)
    },
  ])
  return {
    options: { multipleSlots: true },
    properties: propertiesOf(spec.properties),
    data: {},
    attached,
    detached,
    lifetimes: { attached, detached },
    pageLifetimes: { show: shown },
    methods: Object.fromEntries(methods),
  }
}

function propertiesOf(properties: Record<string, Property>): object {
  const observer = function (this: Instance) {
    this.xiaopu?.changed?.()
  }
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      { type: typeOf(value), value, observer },
    ]),
  )
}

function typeOf(value: Property): unknown {
  if (typeof value === 'string') return String
  return typeof value === 'boolean' ? Boolean : Object
}

function sceneOf<P>(instance: Instance): Scene<P> {
  const sent = new Map<string, string>()
  return {
    get given() {
      return instance.properties as P
    },
    instance,
    show(view) {
      const news: Record<string, unknown> = {}
      for (const [name, value] of Object.entries(view)) {
        // What is not there travels as `null`: hosts leave out `undefined`.
        const text = JSON.stringify(value ?? null)
        if (sent.get(name) === text) continue
        sent.set(name, text)
        news[name] = JSON.parse(text)
      }
      if (Object.keys(news).length > 0) instance.setData(news)
    },
    tell(name, detail = {}) {
      instance.triggerEvent(name, detail, { bubbles: true, composed: true })
    },
  }
}

/** What an element carries for its listener: `data-sku`. */
export function dataOf({ currentTarget }: Told, name: string): string {
  return String(currentTarget.dataset[name] ?? '')
}

/** What an input holds, or which entry a picker stands on. */
export function textOf({ detail }: Told): string {
  const value = (detail as { value?: unknown } | undefined)?.value
  return String(value ?? '')
}
