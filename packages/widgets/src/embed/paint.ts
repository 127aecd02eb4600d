/**
 * What a tag that names its listings is answered first, before the data: shows its cards as the
 * gateway drew them. What brings them to life follows, and finds them as if a server had drawn them.
 */
import { inTurn, takingTurns } from '../element/turns.ts'
import { localeOf } from '../look/texts.ts'
import type { Tree } from '../render/tree.ts'
import type { Painting, Pushed } from '../shop/painting.ts'
import { shared } from '../shop/shared.ts'
import { embedBase } from './base.ts'
import { type BuiltFile, runScript } from './script.ts'

/** Put in by the build: the first card's file, and what follows it. */
declare const XIAOPU_FIRST: BuiltFile[]
declare const XIAOPU_ENGLISH: BuiltFile

/** In ms. Growing a card takes less than the frame that follows: few at a time leave room for taps. */
const turn = 6

/** A card that is seen needs no room kept any more (`reserve.ts`). */
const roomTaken =
  ':host(:not(:defined)){padding:0!important}:host(:not(:defined))::before{display:none!important}'

/** A card here speaks it. */
let english = false

const seeds = (globalThis as { xiaopuSeed?: Pushed[] }).xiaopuSeed
// No array: the cards live already.
if (Array.isArray(seeds)) for (const [, , painting] of seeds) if (painting) paint(painting)

/** The elements live; rejects where what they need could not come. */
const alive = new Promise<void>((give, fail) => {
  void customElements.whenDefined('xp-card').then(() => give())
  // Asking for files takes a slow phone longer than growing a card: the cards are seen first.
  const askForLife = () => {
    const [first] = XIAOPU_FIRST.map((file) => runScript(embedBase, file))
    if (first) first.onerror = fail
    // It stands on what the first file leaves.
    if (english) runScript(embedBase, XIAOPU_ENGLISH)
  }
  // A hidden page paints no frame.
  if (document.hidden) askForLife()
  else requestAnimationFrame(() => setTimeout(askForLife))
})
// Only a tap needs to know.
alive.catch(() => {})

function paint(painting: Painting): void {
  const sheets = [painting.css, roomTaken].flatMap(sheetOf)
  if (!sheets[0]) return
  takingTurns(() => {
    for (const host of document.querySelectorAll<HTMLElement>('xp-card[listing]')) {
      const drawn = painting.cards[(host.getAttribute('listing') as string).trim()]
      // Of another shop: whoever brings it to life knows better.
      if (!drawn || host.closest('[shop],xp-shop')) continue
      if (localeOf(host) === 'en') english = true
      else inTurn(() => show(host, drawn, sheets, painting), keepsRoom)
    }
  }, turn)
}

/** The page's styles do, until it is defined. */
function keepsRoom(): void {}

function show(
  host: HTMLElement,
  drawn: readonly Tree[],
  sheets: CSSStyleSheet[],
  { accent, adding }: Painting,
): void {
  // It came to life while it waited for its turn.
  if (host.shadowRoot) return
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = sheets
  root.append(...drawn.map(grow))
  for (const [name, value] of accent) host.style.setProperty(name, value)
  root.addEventListener('click', (event) => tapped(host, event, adding))
}

/** Nothing where the browser has no constructed sheets: its cards are seen when they live. */
function sheetOf(css: string): CSSStyleSheet[] {
  if (!document.adoptedStyleSheets) return []
  const known = shared('xiaopu.sheets', () => new Map<string, CSSStyleSheet>())
  const sheet = known.get(css) || new CSSStyleSheet()
  sheet.replaceSync(css)
  known.set(css, sheet)
  return [sheet]
}

function grow(tree: Tree): Node {
  if (typeof tree === 'string') return document.createTextNode(tree)
  const [tag, attributes, ...kids] = tree
  const element = document.createElement(tag)
  for (const name in attributes) element.setAttribute(name, attributes[name] as string)
  element.append(...kids.map(grow))
  return element
}

/** A tap on a card that does not live yet waits and is not lost. */
function tapped(host: HTMLElement, event: Event, adding: string): void {
  const button = event.target as HTMLButtonElement
  const { form } = button
  // No button, or the card lives and has heard it.
  if (!form || event.defaultPrevented) return
  event.preventDefault()
  if (button.getAttribute('aria-disabled') || button.getAttribute('aria-busy')) return
  button.setAttribute('aria-busy', 'true')
  button.textContent = adding
  const add = () => (host as HTMLElement & { addToCart(): Promise<unknown> }).addToCart()
  alive.then(add, () => form.submit()).catch(() => {})
}
