import type { Texts } from './texts.ts'

/** A checkout or an order before it has anything to show, as tall as it will be. Servers draw it too. */
export function PageBones({ texts }: { texts: Texts }) {
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
