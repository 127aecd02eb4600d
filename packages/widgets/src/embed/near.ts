/**
 * Calls with each element that fits `selector` and is, or comes, within a screen of
 * what is seen; elements that are added later too. May call again for one.
 */
export function watchNear(selector: string, near: (element: Element) => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) near(entry.target)
    },
    { rootMargin: '100%' },
  )
  const look = () => {
    for (const element of document.querySelectorAll(selector)) observer.observe(element)
  }
  look()
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
}
