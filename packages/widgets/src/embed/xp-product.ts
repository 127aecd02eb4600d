import { defineElement } from '../element/element.ts'
import { productElement } from '../product/product.tsx'

defineElement('xp-product', productElement)
