import type { ShopTexts } from '../look/shop-texts.ts'
import { Picture } from '../picture/picture.tsx'
import { useRef, useState } from '../render/index.ts'

/** Pictures to swipe through; which one is seen stands in the corner. */
export function Gallery({ images, texts }: { images: readonly string[]; texts: ShopTexts }) {
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const shown = images.length > 0 ? images : [undefined]
  const onScroll = () => {
    const { scrollLeft = 0, clientWidth = 1 } = list.current || {}
    setAt(Math.round(scrollLeft / clientWidth))
  }
  return (
    <div class="gallery" part="gallery">
      <ul
        ref={list}
        class="slides"
        tabindex={shown.length > 1 ? 0 : undefined}
        aria-label={texts.shop.pictures}
        onScroll={onScroll}
      >
        {shown.map((url, index) => (
          <li key={url || 'none'}>
            <Picture
              url={url}
              alt={texts.shop.pictureLabel(index + 1, shown.length)}
              texts={texts}
              eager={index === 0}
            />
          </li>
        ))}
      </ul>
      {shown.length > 1 && (
        <span class="nth" aria-hidden="true">
          {at + 1}/{shown.length}
        </span>
      )}
    </div>
  )
}
