import { defineElement } from '../element/element.ts'
import { gridElement } from '../grid/grid.tsx'
import { productElement } from '../product/product.tsx'
import { shareElement } from '../share/share.tsx'
import { shopElement } from '../shop/shop.tsx'

// A whole shop brings what it is put together from: nothing watches for tags in its shadow root.
const isNew = (tag: string) => !customElements.get(tag)
if (isNew('xp-grid')) defineElement('xp-grid', gridElement)
if (isNew('xp-product')) defineElement('xp-product', productElement)
if (isNew('xp-share')) defineElement('xp-share', shareElement)
defineElement('xp-shop', shopElement)
