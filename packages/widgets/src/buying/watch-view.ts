/** Calls once when at least half of the element was in view for a second; answers how to stop. */
export function watchView(element: Element, seen: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting } of entries) {
        clearTimeout(timer)
        if (isIntersecting) timer = setTimeout(done, 1000)
      }
    },
    { threshold: 0.5 },
  )
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
  }
  const done = () => {
    stop()
    seen()
  }
  observer.observe(element)
  return stop
}
