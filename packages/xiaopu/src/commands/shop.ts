import { ShopState } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import { markupText } from '../price-rule.ts'
import { columns } from '../print/table.ts'
import { policyText, readPolicy } from '../purchase-policy.ts'
import { openShop } from '../seller.ts'

/** The shop itself; options change it. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, texts, say } = context
  const { seller, gateway } = openShop(context)
  const name = asked.text('name')
  const state = asked.choice('state', ShopState.options)
  const accent = asked.text('accent')
  const origins = asked.text('origins')
  const inline = asked.text('inline-checkout')
  const policy = asked.text('policy')
  const change = {
    ...(name !== undefined && { name }),
    ...(state && { state }),
    ...(accent !== undefined && { theme: { accent } }),
    ...(policy !== undefined && { purchasePolicy: readPolicy(policy) }),
    ...(origins !== undefined && { allowedOrigins: readOrigins(origins, 'all') }),
    ...(inline !== undefined && { inlineCheckout: readOrigins(inline, 'none') }),
  }
  const isChange = Object.keys(change).length > 0
  const shop = isChange ? await seller.shop.change(change) : await seller.shop.read()
  say(shop, () =>
    columns([
      [cli.columns.name, shop.name],
      [cli.columns.state, texts.shopStates[shop.state]],
      [cli.columns.link, `${gateway}/shop/${shop.slug}`],
      [cli.columns.key, shop.publishableKey],
      [cli.columns.rule, markupText(shop.priceRule.markup)],
      [cli.columns.policy, policyText(shop.purchasePolicy)],
      [cli.columns.origins, shop.allowedOrigins.join(' ') || cli.anyOrigin],
      ...(shop.inlineCheckout.length > 0
        ? [[cli.columns.inlineCheckout, shop.inlineCheckout.join(' ')] as const]
        : []),
    ]),
  )
  return 0
}

function readOrigins(text: string, empty: string): string[] {
  return text === empty ? [] : text.split(/[,，\s]+/).filter((origin) => origin !== '')
}
