import type { Props } from './vnode.ts'

type Listener = (event: Event) => void

/** An element that we have put listeners on, by the event's type. */
type Heard = Element & { heard?: Record<string, Listener | undefined> }

/** Takes an element from its old attributes and listeners to new ones. */
export function setProps(element: Element, old: Props, props: Props): void {
  for (const name in old) if (!(name in props)) setProp(element, name, undefined)
  for (const name in props) {
    // What a person typed is not in the old ones.
    if (props[name] !== old[name] || name === 'value') setProp(element, name, props[name])
  }
}

function setProp(element: Heard, name: string, value: unknown): void {
  if (name === 'ref') {
    if (value) (value as { current: unknown }).current = element
  } else if (name[0] === 'o' && name[1] === 'n') {
    listen(element, name.slice(2).toLowerCase(), value as Listener | undefined)
  } else if (name === 'value') {
    const field = element as HTMLInputElement
    const text = value === undefined ? '' : `${value}`
    // Setting what is there already would move the cursor.
    if (field.value !== text) field.value = text
  } else {
    const attribute = attributeOf(name, value)
    if (attribute === undefined) element.removeAttribute(name)
    else element.setAttribute(name, attribute)
  }
}

/** What a prop says as an attribute; undefined where it is absent. `aria-…` knows "false". */
export function attributeOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean' || name[4] === '-') return `${value}`
  return value ? '' : undefined
}

/** One listener for each type, put on once, that calls whatever was drawn last. */
function listen(element: Heard, type: string, listener: Listener | undefined): void {
  element.heard = element.heard || {}
  if (!(type in element.heard)) element.addEventListener(type, hear)
  element.heard[type] = listener
}

function hear(this: Heard, event: Event): void {
  const listener = this.heard?.[event.type]
  if (listener) listener(event)
}
