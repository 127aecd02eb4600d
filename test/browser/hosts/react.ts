import { type CartLinesUpdate, define } from '@xiaopu/widgets'
import { createElement, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { hostOptions, report } from './options.ts'

const { gateway, shop, listing } = hostOptions()
define({ gateway, shop })

/** React 19 sets properties of custom elements and listens to their events by itself. */
function App() {
  const [draws, setDraws] = useState(0)
  return createElement(
    StrictMode,
    null,
    createElement(
      'button',
      { type: 'button', onClick: () => setDraws(draws + 1) },
      `drawn again ${draws}`,
    ),
    createElement('xp-card', {
      listing,
      'onxp-cart-lines-update': (event: CustomEvent<CartLinesUpdate>) => report(event.detail),
    }),
  )
}

const root = document.getElementById('app')
if (root) createRoot(root).render(createElement(App))
