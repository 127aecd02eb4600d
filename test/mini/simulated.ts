import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Window } from 'happy-dom'
import { atFileEnd } from '../at-file-end.ts'
import { eventually } from '../shop.ts'
import { type Hand, matches } from './hand.ts'

/** The part of miniprogram-simulate that is used: WeChat's own component framework over a DOM. */
interface Simulate {
  load(path: string, name: string, options: object): string
  render(id: string, properties?: object): Rendered
}

interface Rendered {
  readonly dom: HTMLElement
  readonly instance: { setData(data: object): void }
  attach(parent: Node): void
  detach(): void
  querySelectorAll(selector: string): Element[]
  triggerPageLifeTime(name: string): void
}

interface Element {
  readonly dom: HTMLElement
  dispatchEvent(name: string, options?: object): void
}

const folder = fileURLToPath(new URL('../../packages/mini/dist/wechat/', import.meta.url))
const require = createRequire(import.meta.url)

/** A component of the WeChat build in WeChat's own component framework, on a page of the DOM. */
export interface SimulatedPage {
  readonly hand: Hand
  show(): void
  close(): void
}

export function simulate(): {
  /** The package's shared file, as the components have it. */
  readonly xiaopu: Record<string, unknown>
  open(name: string, properties?: Record<string, unknown>): SimulatedPage
} {
  borrowGlobals()
  openWindow()
  const simulate = require('miniprogram-simulate') as Simulate
  const xiaopu = require(`${folder}xiaopu.js`) as Record<string, unknown>
  return {
    xiaopu,
    open(name, properties) {
      const path = `${folder}${name}/${name}`
      const id = simulate.load(path, `xp-${name}`, { compiler: 'simulate', rootPath: folder })
      const page = simulate.render(id, properties)
      page.attach(document.body)
      return {
        hand: handOn(page),
        show: () => page.triggerPageLifeTime('show'),
        close: () => page.detach(),
      }
    },
  }
}

/** What the framework has left in the process when it was loaded, while nobody uses it. */
let kept: PropertyDescriptorMap = {}
let isBorrowed = false

/** Everything that is global is as it was when the test file is over: others run in this process too. */
function borrowGlobals(): void {
  if (isBorrowed) return
  isBorrowed = true
  const before = Object.getOwnPropertyDescriptors(globalThis)
  Object.defineProperties(globalThis, kept)
  atFileEnd(async () => {
    isBorrowed = false
    const after: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(globalThis)
    kept = Object.fromEntries(Object.entries(after).filter(([name]) => !(name in before)))
    for (const name of Object.keys(kept)) Reflect.deleteProperty(globalThis, name)
    for (const [name, was] of Object.entries(before))
      if (after[name]?.value !== was.value) Object.defineProperty(globalThis, name, was)
  })
}

/** The DOM that the framework draws on, beside the gateway that runs in this process too. */
function openWindow(): void {
  const window = new Window({ url: 'https://program.example/' })
  const { document, Event, CustomEvent, TouchEvent, MutationObserver } = window
  Object.assign(globalThis, { window, document, Event, CustomEvent, TouchEvent, MutationObserver })
}

function handOn(page: Rendered): Hand {
  const words = () => page.dom.textContent ?? ''
  return {
    words,
    async sees(wanted) {
      await eventually(async () => matches(words(), wanted)).catch(() => {
        throw new Error(`${wanted} is not there: ${words()}`)
      })
    },
    async tap(wanted) {
      const found = await eventually(async () =>
        [...page.dom.querySelectorAll<HTMLElement>('wx-button')].find((each) =>
          matches(each.textContent?.trim() ?? '', wanted),
        ),
      ).catch(() => {
        throw new Error(`nothing to tap says ${wanted}: ${words()}`)
      })
      touch(found)
      // The framework hears of a touch in a turn of its own.
      await Promise.resolve()
    },
    async type(field, value) {
      const found = await eventually(async () =>
        page.querySelectorAll('.field').find((each) => fieldOf(each) === field),
      )
      found.dispatchEvent('input', { detail: { value } })
      await Promise.resolve()
    },
  }
}

/** A finger on the glass and off again, at one place. */
function touch(target: HTMLElement): void {
  const finger = { pageX: 1, pageY: 1, clientX: 1, clientY: 1 }
  const events = { touchstart: [finger], touchend: [] }
  for (const [type, touches] of Object.entries(events)) {
    const event = new Event(type, { bubbles: true })
    target.dispatchEvent(Object.assign(event, { touches, changedTouches: [finger] }))
  }
}

/** `data-field` as the framework keeps it. */
function fieldOf({ dom }: Element): string | undefined {
  return (dom as { __wxElement?: { dataset?: { field?: string } } }).__wxElement?.dataset?.field
}
