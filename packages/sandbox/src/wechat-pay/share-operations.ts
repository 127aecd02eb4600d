import type { Asked, Operation } from './merchant-app.ts'
import * as shares from './shares.ts'

const door = '/v3/profitsharing'

const wire = ({ house }: Asked, share: Parameters<typeof shares.wireShare>[1]) =>
  shares.wireShare(house, share)

/** 分账, as a merchant of its own calls it. */
export const shareOperations: readonly Operation[] = [
  [
    'POST',
    `${door}/receivers/add`,
    ({ house, body, sealedFor }) => shares.addReceiver(house, body, sealedFor),
  ],
  ['POST', `${door}/receivers/delete`, ({ house, body }) => shares.removeReceiver(house, body)],
  [
    'POST',
    `${door}/orders/unfreeze`,
    (asked) => wire(asked, shares.finishShares(asked.house, asked.body, asked.raw)),
  ],
  [
    'POST',
    `${door}/orders`,
    (asked) => wire(asked, shares.beginShare(asked.house, asked.body, asked.raw)),
  ],
  [
    'GET',
    `${door}/orders/:number`,
    (asked) => {
      const transactionId = asked.url.searchParams.get('transaction_id')
      return wire(asked, shares.findShare(asked.house, asked.param('number'), transactionId))
    },
  ],
  [
    'GET',
    `${door}/transactions/:number/amounts`,
    ({ house, param }) => shares.amountsOf(house, param('number')),
  ],
  [
    'POST',
    `${door}/return-orders`,
    ({ house, body }) => shares.wireShareReturn(house, shares.takeBackShare(house, body)),
  ],
  [
    'GET',
    `${door}/return-orders/:number`,
    ({ house, param, url }) => {
      const outOrderNo = url.searchParams.get('out_order_no')
      return shares.wireShareReturn(
        house,
        shares.findShareReturn(house, param('number'), outOrderNo),
      )
    },
  ],
]
