/**
 * What is asked inside the page, as text: what tests are compiled to, an old engine cannot read. Looks
 * through every shadow root, as a person does.
 */
export const pageSide = `(() => {
  const walk = (root, found) => {
    root.querySelectorAll('*').forEach((each) => {
      found.push(each)
      if (each.shadowRoot) walk(each.shadowRoot, found)
    })
    return found
  }
  const all = () => walk(document, [])
  const isSeen = (each) => {
    const { width, height } = each.getBoundingClientRect()
    return width > 1 && height > 1 && getComputedStyle(each).visibility !== 'hidden'
  }
  const isNamed = (each, name) =>
    each.textContent.trim().startsWith(name) || (each.getAttribute('aria-label') || '').includes(name)
  const at = (x, y) => {
    let found = document.elementFromPoint(x, y)
    while (found && found.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y)
      if (!inner || inner === found) break
      found = inner
    }
    return found
  }
  const holds = (outer, inner) => {
    for (let each = inner; each; each = each.parentNode || each.host) if (each === outer) return true
    return false
  }
  /** The middle of what has that name, once a finger there would meet it; else what is in the way. */
  const spot = (found) => {
    if (!found) return { missing: 'nothing of that name' }
    const box = () => found.getBoundingClientRect()
    if (box().top < 0 || box().bottom > innerHeight) found.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = box()
    const [x, y] = [left + width / 2, top + height / 2]
    const met = at(x, y)
    if (!holds(found, met)) return { missing: 'covered by ' + (met ? met.outerHTML.slice(0, 80) : 'nothing') }
    return { x, y }
  }
  /** Nobody reaches beneath an open sheet. */
  const inReach = () => {
    const sheet = all().reverse().find((each) => each.tagName === 'DIALOG' && each.hasAttribute('open'))
    return sheet ? walk(sheet, []) : all()
  }
  const byName = (name) =>
    inReach().reverse().find((each) => /^(A|BUTTON)$/.test(each.tagName) && isSeen(each) &&
      !each.hasAttribute('aria-disabled') && isNamed(each, name))
  const byLabel = (label) =>
    inReach().find((each) => /^(INPUT|TEXTAREA|SELECT)$/.test(each.tagName) && isSeen(each) &&
      ((each.getAttribute('aria-label') || '') + Array.from(each.labels || [], (one) => one.textContent).join()).includes(label))
  /** As the phone's own list does it, which is no part of the page. */
  const pick = (label, value) => {
    const field = byLabel(label)
    if (!field) return false
    field.value = value
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }))
    return field.value === value
  }
  const words = () =>
    all().filter((each) => isSeen(each) && !/^(STYLE|SCRIPT|TITLE)$/.test(each.tagName))
      .map((each) => Array.from(each.childNodes, (one) => (one.nodeType === 3 ? one.data : '')).join('').trim())
      .filter((each) => each !== '')
  /** Open sheets, and of each the parts that scroll: how high they are, and how high what is in them. */
  const rooms = () =>
    all().filter((each) => each.tagName === 'DIALOG' && each.hasAttribute('open'))
      .map((sheet) => walk(sheet, []).filter((each) => /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > 0)
        .map(({ clientHeight, scrollHeight }) => ({ clientHeight, scrollHeight })))
  window.xiaopuTest = { spotOf: (name) => spot(byName(name)), fieldOf: (label) => spot(byLabel(label)), pick, words, rooms }
})()`

/**
 * Takes away what Chromium 75 has and Safari 13 had not, as far as a shop could want it; in brackets the
 * first Safari that had it (MDN's tables): dialogs (15.4), constructed and adopted sheets (16.4),
 * BroadcastChannel and locks (15.4), ResizeObserver and animate (13.1), Blob.text (14), createImageBitmap (15).
 */
export const lacksOfSafari = `(() => {
  for (const name of ['HTMLDialogElement', 'BroadcastChannel', 'ResizeObserver', 'createImageBitmap',
    'OffscreenCanvas', 'requestIdleCallback', 'cancelIdleCallback']) delete window[name]
  for (const owner of [Document.prototype, ShadowRoot.prototype]) delete owner.adoptedStyleSheets
  const real = CSSStyleSheet
  window.CSSStyleSheet = function () { throw new TypeError('Illegal constructor') }
  window.CSSStyleSheet.prototype = real.prototype
  delete real.prototype.replaceSync
  delete Navigator.prototype.locks
  delete Element.prototype.animate
  delete Blob.prototype.text
})()`
