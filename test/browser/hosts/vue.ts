import { type CartLinesUpdate, define } from '@xiaopu/widgets'
import { createApp, h, ref } from 'vue'
import { hostOptions, report } from './options.ts'

const { gateway, shop, listing } = hostOptions()
define({ gateway, shop })

const app = createApp({
  setup() {
    const draws = ref(0)
    return () => [
      h('button', { onClick: () => draws.value++ }, `drawn again ${draws.value}`),
      h('xp-card', {
        listing,
        'onXp-cart-lines-update': (event: CustomEvent<CartLinesUpdate>) => report(event.detail),
      }),
    ]
  },
})
app.mount('#app')
