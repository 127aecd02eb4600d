import { checkoutElement } from '../checkout/checkout.tsx'
import { defineElement } from '../element/element.ts'

defineElement('xp-checkout', checkoutElement)
