// A whole shop brings what it is put together from: nothing watches for tags in its shadow root.
import './xp-grid.ts'
import './xp-product.ts'
import './xp-share.ts'
import { defineElement } from '../element/element.ts'
import { shopElement } from '../shop/shop.tsx'

defineElement('xp-shop', shopElement)
