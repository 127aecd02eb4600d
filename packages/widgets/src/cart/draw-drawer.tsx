import { dialogCss } from '../dialog/dialog.css.ts'
import { adoptStyles } from '../element/styles.ts'
import { render } from '../render/index.ts'
import { skuCss } from '../sku/sku.css.ts'
import { CartDrawer, type CartDrawerProps } from './cart-drawer.tsx'
import { drawerCss } from './drawer.css.ts'

const css = dialogCss + skuCss + drawerCss

/** The open cart in a place of its element's root; nothing where it is closed. Its look comes with it. */
export function drawDrawer(place: HTMLElement, props: CartDrawerProps | undefined): void {
  const root = place.getRootNode() as ShadowRoot
  adoptStyles(root, css)
  const close = () => {
    props?.onClose()
    const back = root.host.getAttribute('back')
    if (back) location.assign(back)
  }
  render(props && <CartDrawer key="drawer" {...props} onClose={close} />, place)
}
