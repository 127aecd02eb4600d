import type { inApp as source } from '../zh-cn/in-app.ts'

export const inApp: typeof source = {
  handoff: "You can look around here. To order, visit the seller's shop on this platform.",
  'catalog-only': 'You can look around here; orders cannot be placed here yet.',
  keepLooking: 'Back to the shop',
  payInMini: 'After you confirm the order, the mini-program takes the payment.',
  openMini: 'Open in the mini-program',
}
