/** Calls once when at least half of the element was in view for a second; answers how to stop. */
export function watchView(element: Element, seen: () => void): () => void {
  if (typeof IntersectionObserver !== 'function') return () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new IntersectionObserver(
    ([entry]) => {
      clearTimeout(timer)
      if (!entry?.isIntersecting) return
      timer = setTimeout(() => {
        observer.disconnect()
        seen()
      }, 1000)
    },
    { threshold: 0.5 },
  )
  observer.observe(element)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
  }
}
