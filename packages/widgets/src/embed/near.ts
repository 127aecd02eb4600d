/**
 * Calls with the name of every `xp-` element that is, or comes, within a screen of what is seen;
 * once per name. Elements added later are found too.
 */
export function watchNear(near: (tag: string) => void): void {
  const told = new Set<string>()
  const observer =
    typeof IntersectionObserver === 'function'
      ? new IntersectionObserver(
          (entries) => {
            for (const { target, isIntersecting } of entries) if (isIntersecting) tell(target)
          },
          { rootMargin: '100%' },
        )
      : undefined
  const tell = (element: Element) => {
    observer?.unobserve(element)
    const tag = element.localName
    if (told.has(tag)) return
    told.add(tag)
    near(tag)
  }
  const look = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName.startsWith('xp-')) meet(element)
    }
  }
  const meet = (element: Element) => {
    if (told.has(element.localName)) return
    if (observer) observer.observe(element)
    else tell(element)
  }
  look(document)
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue
        if (node.localName.startsWith('xp-')) meet(node)
        look(node)
      }
    }
  }).observe(document, { childList: true, subtree: true })
}
