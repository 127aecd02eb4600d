import type { mini as source } from '../zh-cn/mini.ts'

export const mini: typeof source = {
  addressBook: 'Choose from the app’s address book',
  backToPage: 'Back',
  bookClosed: 'The address book did not open. Please fill in the form.',
}
