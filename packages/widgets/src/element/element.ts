import { type ComponentType, h, render } from 'preact'
import type { Attributes, PropsOf } from './attributes.ts'
import { tellGone } from './gone.ts'
import { HostContext } from './host.ts'
import { adoptStyles } from './styles.ts'

/** What makes a custom element: its attributes, its look and its view. Making one defines nothing. */
export interface ElementSpec<A extends Attributes, Methods extends object = object> {
  readonly attributes: A
  readonly css: string
  readonly View: ComponentType<PropsOf<A>>
  /** Imperative twins of what a person can do, put on the element. */
  readonly methods?: (host: HTMLElement, props: () => PropsOf<A>) => Methods
}

/** Attributes that every element reads through its context: a change draws it anew. */
const ambient = ['shop', 'gateway', 'lang', 'locale']

/** The class for `customElements.define`, made late because a server has no `HTMLElement`. */
export function elementClass<A extends Attributes, Methods extends object>(
  spec: ElementSpec<A, Methods>,
): CustomElementConstructor {
  const names = Object.keys(spec.attributes)

  class XiaopuElement extends HTMLElement {
    static get observedAttributes(): string[] {
      return [...names, ...ambient]
    }
    private root?: ShadowRoot
    private inlineCss = false
    private drawn = false
    private queued = false

    constructor() {
      super()
      if (spec.methods)
        Object.assign(
          this,
          spec.methods(this, () => this.props()),
        )
    }

    connectedCallback(): void {
      for (const name of names) this.upgradeProperty(name)
      this.draw()
    }

    disconnectedCallback(): void {
      // A move within the page disconnects and connects at once: keep what the person chose.
      queueMicrotask(() => {
        if (this.isConnected || !this.root) return
        render(null, this.root)
        this.drawn = false
        tellGone(this)
      })
    }

    /** Its presence makes `moveBefore` leave the element alone. */
    connectedMoveCallback(): void {}

    attributeChangedCallback(): void {
      if (!this.drawn || this.queued) return
      this.queued = true
      queueMicrotask(() => {
        this.queued = false
        if (this.drawn && this.isConnected) this.draw()
      })
    }

    private draw(): void {
      this.root ??= this.openRoot()
      const view = h(HostContext.Provider, {
        value: this,
        children: [
          this.inlineCss && h('style', { key: 'css' }, spec.css),
          h(spec.View, { key: 'view', ...this.props() }),
        ],
      })
      this.drawn = true
      // Not `hydrate`: render keeps nodes that a server drew and also mends what differs.
      render(view, this.root)
    }

    /** The root that a server drew, where there is one; its nodes are kept and come to life. */
    private openRoot(): ShadowRoot {
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      const template = this.querySelector(':scope > template[shadowrootmode]')
      if (template instanceof HTMLTemplateElement) {
        // A browser that does not know declarative roots left the template where it was.
        root.append(template.content)
        template.remove()
      }
      this.inlineCss = !adoptStyles(root, spec.css)
      if (!this.inlineCss) root.querySelector('style')?.remove()
      return root
    }

    private props(): PropsOf<A> {
      const parsed = names.map((name) => [name, spec.attributes[name]?.(this.getAttribute(name))])
      return Object.fromEntries(parsed)
    }

    /** A property that a framework set before this class existed hides the accessor: set it again. */
    private upgradeProperty(name: string): void {
      if (!Object.getOwnPropertyDescriptor(this, name)) return
      const value = Reflect.get(this, name)
      Reflect.deleteProperty(this, name)
      Reflect.set(this, name, value)
    }
  }

  for (const name of [...names, 'shop', 'gateway']) reflect(XiaopuElement, name)
  return XiaopuElement
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
 * normal, the older one wins.
 */
export function defineElement<A extends Attributes, Methods extends object>(
  tag: string,
  spec: ElementSpec<A, Methods>,
): void {
  if (customElements.get(tag)) {
    console.warn(`xiaopu: <${tag}> is already defined; the copy that came first is used.`)
    return
  }
  customElements.define(tag, elementClass(spec))
}
