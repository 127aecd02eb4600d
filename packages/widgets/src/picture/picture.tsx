import type { Texts } from '../look/texts.ts'
import { useState } from '../render/index.ts'

/** A square picture that never blocks anything: asked for twice, then a drawn placeholder. */
export function Picture(props: {
  url: string | undefined
  alt: string
  texts: Texts
  eager?: boolean | undefined
}) {
  const { url, alt, texts, eager } = props
  const [fails, setFails] = useState(0)
  if (!url || fails > 1) return <span class="none">{texts.card.noPicture}</span>
  return (
    <img
      key={fails}
      src={url}
      alt={alt}
      width="320"
      height="320"
      decoding="async"
      loading={eager ? 'eager' : 'lazy'}
      onError={() => setFails(fails + 1)}
    />
  )
}
