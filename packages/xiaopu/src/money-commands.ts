import { ProviderName } from '@xiaopu/domain'
import { type Command, choices, forShop, json } from './command.ts'

/** How a shop takes money and gives discounts, who is given a part of it, and whether everybody's books agree. */
export const moneyCommands: readonly Command[] = [
  {
    name: 'payments',
    words: `[${choices(ProviderName.options)}]`,
    atMost: 1,
    options: [
      { name: 'file', value: 'path' },
      { name: 'turn', value: 'on|off' },
      { name: 'sharing', value: '0|1|2' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/payments.ts'),
  },
  {
    name: 'promoters',
    words: '[account]',
    atMost: 1,
    options: [
      { name: 'share', value: 'shr_…' },
      { name: 'permille', value: 'n' },
      { name: 'merchant', value: 'text' },
      { name: 'above', value: 'prm_…' },
      { name: 'above-permille', value: 'n' },
      { name: 'remove', value: 'prm_…' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/promoters.ts'),
  },
  {
    name: 'coupons',
    words: '[code]',
    atMost: 1,
    options: [
      { name: 'off', value: '¥|%' },
      { name: 'most', value: '¥' },
      { name: 'min-spend', value: '¥' },
      { name: 'total', value: 'n' },
      { name: 'per-buyer', value: 'n' },
      { name: 'from', value: 'date' },
      { name: 'until', value: 'date' },
      { name: 'stop', value: 'code' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/coupons.ts'),
  },
  {
    name: 'groups',
    words: '[lst_…]',
    atMost: 1,
    options: [
      { name: 'size', value: 'n' },
      { name: 'off', value: '¥|%' },
      { name: 'hours', value: 'n' },
      { name: 'until', value: 'date' },
      { name: 'end', value: 'gdl_…' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/groups.ts'),
  },
  {
    name: 'reconcile',
    options: [json],
    variables: forShop,
    load: () => import('./commands/reconcile.ts'),
  },
]
