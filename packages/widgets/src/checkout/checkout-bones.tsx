import type { CheckoutTexts } from './texts.ts'

/** The checkout before it has anything to show, as tall as it will be. Servers draw it too. */
export function CheckoutBones({ texts }: { texts: CheckoutTexts }) {
  return (
    <div class="checkout" aria-busy="true">
      <p class="off-screen" role="status">
        {texts.status.loading}
      </p>
      <div class="card bones tall" />
      <div class="card bones taller" />
    </div>
  )
}
