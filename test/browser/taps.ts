import type { Page } from 'playwright-core'

/** Taps the first value of each property that is not struck out, adds, and sees the way to the checkout. */
export async function chooseFirstInStock(page: Page): Promise<void> {
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  await button(/^(选规格|加入购物车)$/)
    .first()
    .tap()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '加入购物车' }).waitFor()
  for (const group of await sheet.getByRole('group').all()) {
    const options = group.locator('button:not([aria-disabled=true])')
    if ((await group.locator('button[aria-pressed=true]').count()) === 0)
      await options.first().tap()
  }
  await sheet.getByRole('button', { name: '加入购物车' }).tap()
  await button('去结算').waitFor()
}

/** Pastes an address as people send it to each other, and has it taken apart. */
export async function giveAddress(page: Page, pasted: string): Promise<void> {
  await page.getByLabel('粘贴地址，自动识别').fill(pasted)
  await page.getByRole('button', { name: '识别' }).tap()
  await page.getByText('已填好，请核对').waitFor()
}
