import type { ChoosableProvider } from '@xiaopu/domain'
import type { CheckoutTexts } from '../checkout/texts.ts'

/** What the buyer pays with, where there is something to choose. */
export function PayWays(props: {
  among: readonly ChoosableProvider[]
  chosen: ChoosableProvider | undefined
  texts: Pick<CheckoutTexts, 'checkout'>
  onChoose: (provider: ChoosableProvider) => void
}) {
  const { among, chosen, onChoose } = props
  const t = props.texts.checkout
  return (
    <div class="ways" part="pay-with" role="radiogroup" aria-label={t.payWith}>
      {among.map((provider) => (
        <label key={provider}>
          <input
            type="radio"
            name="pay-with"
            checked={provider === chosen}
            onChange={() => onChoose(provider)}
          />
          {t.providers[provider]}
        </label>
      ))}
    </div>
  )
}
