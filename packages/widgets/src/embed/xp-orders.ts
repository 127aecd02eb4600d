import { defineElement } from '../element/element.ts'
import { ordersElement } from '../orders/orders.tsx'

defineElement('xp-orders', ordersElement)
