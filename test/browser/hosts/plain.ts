import { define } from '@xiaopu/widgets'
import { hostOptions, report } from './options.ts'

const { gateway, shop, listing } = hostOptions()
define({ gateway, shop })
const card = document.createElement('xp-card')
card.setAttribute('listing', listing)
card.addEventListener('xp-cart-lines-update', ({ detail }) => report(detail))
document.getElementById('app')?.append(card)
