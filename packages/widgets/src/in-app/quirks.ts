import { copyText } from '../order/copy.tsx'

/** Buttons of hosted pages that put something on the clipboard; hidden where no script runs. */
export function copyOnTap(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      const { copy = '', done = '' } = button.dataset
      if (await copyText(copy)) button.textContent = done
    })
  }
}

/** WeChat on iOS leaves a page scrolled up when its keyboard goes: nothing could be tapped any more. */
export function settleKeyboard(): void {
  addEventListener('focusout', () => {
    setTimeout(() => {
      const { activeElement } = document
      if (!activeElement?.matches('input,textarea,select')) scrollTo(scrollX, scrollY)
    }, 100)
  })
}
