import type { OrderTexts } from './texts.ts'

/** The order before it has come, as tall as it will be. Servers draw it too. */
export function OrderBones({ texts }: { texts: OrderTexts }) {
  return (
    <div class="stack" aria-busy="true">
      <p class="off-screen" role="status">
        {texts.status.loading}
      </p>
      <div class="card bones tall" />
      <div class="card bones taller" />
    </div>
  )
}
