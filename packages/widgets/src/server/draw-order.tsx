import { hosted as english } from '@xiaopu/texts/en/hosted'
import { hosted as chinese } from '@xiaopu/texts/zh-cn/hosted'
import { checkoutElement } from '../checkout/checkout.tsx'
import { checkoutTexts } from '../checkout/texts.ts'
import { PageBones } from '../look/page-bones.tsx'
import { orderElement } from '../order/order.tsx'
import { orderTexts } from '../order/texts.ts'
import { ListBones } from '../orders/order-list.tsx'
import { ordersElement } from '../orders/orders.tsx'
import { ordersTexts } from '../orders/texts.ts'
import { links } from '../shop/links.ts'
import { type Drawn, declareElement } from './declare.tsx'
import type { DrawContext } from './draw.tsx'

const hostedTexts = (context: DrawContext) => (context.locale === 'en' ? english : chinese)

/** The checkout's skeleton: which cart it is for stands behind `#`, where no server reads. */
export function drawCheckout(context: DrawContext): Drawn {
  const texts = checkoutTexts(context.locale)
  return declareElement(
    'xp-checkout',
    { shop: context.key },
    checkoutElement.css,
    <>
      <NoScript text={hostedTexts(context).noScript} />
      <PageBones texts={texts} />
    </>,
    <a href={links.cart(context.shop.url)}>{texts.cart.title}</a>,
  )
}

/** The order's skeleton: what opens it stands behind `#`, where no server reads. */
export function drawOrder(context: DrawContext): Drawn {
  const texts = orderTexts(context.locale)
  return declareElement(
    'xp-order',
    { shop: context.key },
    orderElement.css,
    <>
      <NoScript text={hostedTexts(context).noScript} />
      <PageBones texts={texts} />
    </>,
    <a href={context.shop.url}>{context.shop.name}</a>,
  )
}

/** The list's skeleton: which orders are hers only the device knows. */
export function drawOrders(context: DrawContext): Drawn {
  return declareElement(
    'xp-orders',
    { shop: context.key },
    ordersElement.css,
    <ListBones texts={ordersTexts(context.locale)} />,
    <a href={context.shop.url}>{context.shop.name}</a>,
  )
}

function NoScript({ text }: { text: string }) {
  return (
    <noscript>
      <p class="notice-bar">{text}</p>
    </noscript>
  )
}
