import type { mini as source } from '../zh-cn/mini.ts'

export const mini: typeof source = {
  toFriends: 'Send to people or groups',
  pictureSaved: 'Saved to your photos',
  addressBook: 'Choose from the app’s address book',
  backToPage: 'Back',
  bookClosed: 'The address book did not open. Please fill in the form.',
}
