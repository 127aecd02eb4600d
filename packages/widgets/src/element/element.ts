import { whenSpoken } from '../look/spoken.ts'
import { localeOf } from '../look/texts.ts'
import { type Component, h, render } from '../render/index.ts'
import type { Attributes, PropsOf } from './attributes.ts'
import { tellGone } from './gone.ts'
import { adoptStyles } from './styles.ts'
import { inTurn, takingTurns } from './turns.ts'

/** What a view is given: its attributes, parsed, and the element that it is drawn in. */
export type ViewProps<A extends Attributes> = PropsOf<A> & { readonly host: HTMLElement }

/** What makes a custom element: its attributes, its look and its view. Making one defines nothing. */
export interface ElementSpec<A extends Attributes, Methods extends object = object> {
  readonly attributes: A
  readonly css: string
  readonly View: Component<ViewProps<A>>
  /** Its styles have a `.room`, as tall as the element will be. */
  readonly room?: boolean
  /** Imperative twins of what a person can do, put on the element. */
  readonly methods?: (host: HTMLElement) => Methods
}

/** Attributes that every element reads through its context: a change draws it anew. */
const ambient = ['shop', 'gateway', 'lang', 'locale']

/** The class for `customElements.define`, made late because a server has no `HTMLElement`. */
function elementClass<A extends Attributes, Methods extends object>(
  spec: ElementSpec<A, Methods>,
): CustomElementConstructor {
  const names = Object.keys(spec.attributes)

  class XiaopuElement extends HTMLElement {
    static get observedAttributes(): string[] {
      return names.concat(ambient)
    }
    /** Where the view is drawn; absent while nothing is. */
    declare private view: ShadowRoot | undefined
    declare private queued: boolean | undefined

    constructor() {
      super()
      if (spec.methods) Object.assign(this, spec.methods(this))
    }

    connectedCallback(): void {
      for (const name of names) upgradeProperty(this, name)
      this.draw()
    }

    disconnectedCallback(): void {
      // A move within the page disconnects and connects at once: keep what the person chose.
      void Promise.resolve().then(() => {
        if (this.isConnected || !this.view) return
        render(null, this.view)
        this.view = undefined
        tellGone(this)
      })
    }

    /** Its presence makes `moveBefore` leave the element alone. */
    connectedMoveCallback(): void {}

    attributeChangedCallback(): void {
      if (!this.view || this.queued) return
      this.queued = true
      void Promise.resolve().then(() => {
        this.queued = false
        if (this.view) this.draw()
      })
    }

    private draw(): void {
      whenSpoken(localeOf(this), () => {
        inTurn(
          () => {
            if (this.isConnected) this.drawNow()
          },
          () => this.keepRoom(),
          this.shadowRoot,
        )
      })
    }

    /** Waiting for its turn it is as tall as it will be. */
    private keepRoom(): void {
      if (this.shadowRoot || !spec.room) return
      show(this.attachShadow({ mode: 'open' }), h('p', { class: 'room' }))
    }

    private drawNow(): void {
      if (!this.view) this.view = openRoot(this)
      const props = { host: this } as Record<string, unknown>
      for (const name of names) props[name] = spec.attributes[name]?.(this.getAttribute(name))
      show(this.view, h(spec.View, props as unknown as ViewProps<A>))
    }
  }

  function show(root: ShadowRoot, view: ReturnType<typeof h>): void {
    adoptStyles(root, spec.css)
    // Not `hydrate`: render keeps nodes that a server drew and also mends what differs.
    render(view, root)
  }

  for (const name of [...names, 'shop', 'gateway']) reflect(XiaopuElement, name)
  return XiaopuElement
}

/** The root that a server drew, where there is one; its nodes are kept and come to life. */
function openRoot(host: HTMLElement): ShadowRoot {
  const root = host.shadowRoot || host.attachShadow({ mode: 'open' })
  const template = host.querySelector<HTMLTemplateElement>(':scope > template[shadowrootmode]')
  if (template) {
    // A browser that does not know declarative roots left the template where it was.
    root.append(template.content)
    template.remove()
  }
  return root
}

/** A property that a framework set before its class existed hides the accessor: set it again. */
function upgradeProperty(host: HTMLElement, name: string): void {
  if (!Object.getOwnPropertyDescriptor(host, name)) return
  const value = Reflect.get(host, name)
  Reflect.deleteProperty(host, name)
  Reflect.set(host, name, value)
}

/** A property that writes its attribute, so that markup, scripts and frameworks agree. */
function reflect(element: typeof HTMLElement, name: string): void {
  Object.defineProperty(element.prototype, name, {
    configurable: true,
    get(this: HTMLElement) {
      return this.getAttribute(name)
    },
    set(this: HTMLElement, value: unknown) {
      if (value === null || value === undefined || value === false) this.removeAttribute(name)
      else this.setAttribute(name, value === true ? '' : String(value))
    },
  })
}

/**
 * Defines an element unless the page has one of that name: two copies of xiaopu on a page are
 * normal, the older one wins. Where the page waits for one that speaks English, so does the
 * definition: until then the page keeps its room, or shows what a server drew.
 */
export function defineElement<A extends Attributes, Methods extends object>(
  tag: string,
  spec: ElementSpec<A, Methods>,
): void {
  const first = document.querySelector(tag)
  whenSpoken(first ? localeOf(first) : 'zh-CN', () => {
    if (customElements.get(tag)) {
      console.warn(`xiaopu: <${tag}> is already defined; the copy that came first is used.`)
    } else takingTurns(() => customElements.define(tag, elementClass(spec)))
  })
}
