import type { ChoosableProvider } from '@xiaopu/domain'
import type { CheckoutTexts } from '../checkout/texts.ts'
import { useState } from '../render/index.ts'

/**
 * What the buyer pays with: the provider, and what she chooses it by where there is a choice.
 *
 * @param before - what she chose when she began to pay
 */
export function usePayWay(
  { checkout: t }: Pick<CheckoutTexts, 'checkout'>,
  among: readonly ChoosableProvider[] = [],
  before?: string,
) {
  const [chosen, setChosen] = useState(before)
  // A choice that is offered no longer is none.
  const provider = among.find((each) => each === chosen) || among[0]
  const ways = provider && (
    <div part="pay-with" role="radiogroup" aria-label={t.payWith}>
      {among.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="pay-with"
            checked={each === provider}
            onChange={() => setChosen(each)}
          />
          {t.providers[each]}
        </label>
      ))}
    </div>
  )
  return [provider, ways] as const
}
