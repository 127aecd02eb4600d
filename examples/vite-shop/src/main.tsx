// Over plain fetch: ky, the default for newer browsers, calls what web views of 2019 lack.
import { createClient } from '@xiaopu/client/fetch'
import { openStores } from '@xiaopu/client/stores'
import { render } from 'preact'
import './shop.css'
import { Shop } from './shop.tsx'

/** Which shop: `?shop=xpk_…&gateway=http://…` in the address, or the build's `VITE_SHOP` and `VITE_GATEWAY`. */
const asked = new URLSearchParams(location.search)
const env = import.meta.env as Record<string, string | undefined>
const stores = openStores(
  createClient({
    gateway: asked.get('gateway') ?? env.VITE_GATEWAY ?? 'http://127.0.0.1:8688',
    shop: asked.get('shop') ?? env.VITE_SHOP ?? '',
  }),
)

stores.follow()
void stores.share.arrive(location.href)
void stores.shop.load()
void stores.cart.refresh()
render(<Shop stores={stores} />, document.getElementById('app') as HTMLElement)
