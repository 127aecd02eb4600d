import type { mini as source } from '../zh-cn/mini.ts'

export const mini: typeof source = {
  toFriends: 'Send to people or groups',
  pictureSaved: 'Saved to your photos',
  addressBook: 'Choose from the app’s address book',
  backToPage: 'Back',
  bookClosed: 'The address book did not open. Please fill in the form.',
  myOrders: 'My orders',
  ordersHint:
    'Only orders made or opened in this mini-program on this phone are listed here. After changing phone or account, or clearing its data, ask the shop about earlier ones.',
  ordersRefused: 'Orders cannot be listed',
  ordersInstead:
    'That happens when the phone has no space left or the app is too old. Free some space, update the app, or ask the shop.',
}
