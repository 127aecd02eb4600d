import { component } from '../component.ts'

/** Words and a way on, where there is nothing else to show. */
export const notice = component({
  properties: { text: '', hint: '', action: '' },
  events: ['act'],
  open: ({ tell }) => ({ act: () => tell('act') }),
})
