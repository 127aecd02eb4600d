/**
 * What a listing's page does before its element lives, in the language of old web views: a tap on the button
 * that the server drew waits for the element and is not lost, where the button's own way would be this same
 * page once more, and all that was on its way again. Scripts that have not come by then may come the second time.
 *
 * @param adding - said on the button meanwhile
 */
export const earlyTap = (adding: string) => `(function () {
  const lateMillis = 10000
  document.addEventListener('click', (event) => {
    const host = event.target
    const button = event.composedPath()[0]
    if (event.defaultPrevented || host.localName !== 'xp-product' || host.addToCart) return
    if (button.getAttribute('part') !== 'buy') return
    event.preventDefault()
    if (button.getAttribute('aria-disabled') || button.getAttribute('aria-busy')) return
    button.setAttribute('aria-busy', 'true')
    button.textContent = ${JSON.stringify(adding)}
    const late = setTimeout(() => button.form.submit(), lateMillis)
    customElements.whenDefined('xp-product').then(() => {
      clearTimeout(late)
      host.addToCart().catch(() => {})
    })
  })
})()`
