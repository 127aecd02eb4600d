import type { Ref } from './hooks.ts'
import type { Child, VNode } from './vnode.ts'

/** An event as the element's own listener sees it. */
type Heard<E extends Event, On extends Element> = E & { readonly currentTarget: On }

type Listener<E extends Event, On extends Element> = ((event: Heard<E, On>) => void) | undefined

type Word = string | undefined
type Yes = boolean | undefined

/** What an element may be given: what our views use of HTML and SVG, named as HTML names it. */
interface Given<On extends Element> {
  [aria: `aria-${string}`]: string | boolean | undefined
  [data: `data-${string}`]: string | undefined
  key?: unknown
  ref?: Ref<On | null>
  children?: Child
  class?: Word
  id?: Word
  part?: Word
  role?: Word
  slot?: Word
  hidden?: Yes
  tabindex?: number | undefined
  lang?: Word
  onCancel?: Listener<Event, On>
  onChange?: Listener<Event, On>
  onClick?: Listener<MouseEvent, On>
  onError?: Listener<Event, On>
  onInput?: Listener<Event, On>
  onKeyDown?: Listener<KeyboardEvent, On>
  onPaste?: Listener<ClipboardEvent, On>
  onScroll?: Listener<Event, On>
  onSubmit?: Listener<Event, On>
}

interface Field<On extends Element> extends Given<On> {
  name?: Word
  value?: string | number
  checked?: Yes
  disabled?: Yes
  placeholder?: Word
  autocomplete?: Word
  inputMode?: Word
  maxLength?: number
  readOnly?: Yes
  rows?: number
  type?: Word
}

interface Drawing extends Given<SVGElement> {
  viewBox?: string
  fill?: string
  stroke?: string
  d?: string
  'stroke-width'?: string
  'stroke-linecap'?: string
  'stroke-linejoin'?: string
  'shape-rendering'?: string
}

interface Special {
  a: Given<HTMLAnchorElement> & { href?: Word; download?: Word; target?: Word }
  button: Given<HTMLButtonElement> & { type: 'button' | 'submit'; form?: Word; disabled?: Yes }
  form: Given<HTMLFormElement> & { method?: Word; action?: Word; noValidate?: Yes; target?: Word }
  img: Given<HTMLImageElement> & {
    src: string
    alt: string
    width?: string
    height?: string
    loading?: 'eager' | 'lazy'
    decoding?: 'async'
  }
  input: Field<HTMLInputElement>
  label: Given<HTMLLabelElement> & { for?: Word }
  option: Given<HTMLOptionElement> & { value?: string; disabled?: Yes }
  path: Drawing
  select: Field<HTMLSelectElement>
  slot: Given<HTMLSlotElement> & { name?: Word }
  svg: Drawing
  textarea: Field<HTMLTextAreaElement>
  time: Given<HTMLTimeElement> & { dateTime?: Word }
}

/** One of our own elements inside another. */
interface Own extends Given<HTMLElement> {
  shop?: Word
  locale?: Word
  theme?: Word
  listing?: Word
  floating?: Yes
}

type Plain = {
  [Tag in Exclude<keyof HTMLElementTagNameMap, keyof Special>]: Given<HTMLElementTagNameMap[Tag]>
}

/** What the compiler knows of JSX in this package. */
export declare namespace JSX {
  export type Element = VNode
  export type ElementType = keyof IntrinsicElements | ((props: never) => Child)
  export interface ElementChildrenAttribute {
    children: unknown
  }
  export interface IntrinsicAttributes {
    key?: unknown
  }
  export interface IntrinsicElements extends Plain, Special {
    'xp-cart': Own
    'xp-grid': Own
    'xp-product': Own
    'xp-share': Own
  }
}
