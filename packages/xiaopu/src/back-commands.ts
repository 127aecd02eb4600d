import { AfterSaleState } from '@xiaopu/domain'
import { type Command, choices, forShop, json, limit } from './command.ts'

/** What goes back: money, goods and purchases that come to nothing. */
export const backCommands: readonly Command[] = [
  {
    name: 'refund',
    words: '<ord_…>',
    atMost: 1,
    options: [
      { name: 'line', value: 'n[:pieces],…' },
      { name: 'amount', value: '¥' },
      { name: 'words', value: 'text' },
      { name: 'by-hand', value: 'text|dif_…' },
      { name: 'refund', value: 'rfd_…' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/refund.ts'),
  },
  {
    name: 'after-sales',
    words: '[list | approve|refuse|accept-goods|refuse-goods|refund <asc_…>]',
    atMost: 2,
    options: [
      { name: 'state', value: choices(AfterSaleState.options) },
      { name: 'amount', value: '¥' },
      { name: 'return-to', value: 'address' },
      { name: 'keep-goods' },
      { name: 'words', value: 'text' },
      limit,
      json,
    ],
    variables: forShop,
    load: () => import('./commands/after-sales.ts'),
  },
  {
    name: 'decide',
    words: '<ord_…> <sor_…> <buy|replace|refund>',
    atMost: 3,
    options: [json],
    variables: forShop,
    load: () => import('./commands/decide.ts'),
  },
]
