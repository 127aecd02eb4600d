import { defineElement } from '../element/element.ts'
import { orderElement } from '../order/order.tsx'

defineElement('xp-order', orderElement)
