import type { BillFacts, billFindings as source } from '../zh-cn/bills.ts'

const noun = ({ isRefund }: BillFacts) => (isRefund ? 'refund' : 'payment')

export const billFindings: typeof source = {
  strangePayment: {
    happened: (bill, { number, amount }) =>
      `The bill of ${bill} has a payment of ${amount} under ${number}, which the shop does not know`,
    next: 'Look it up in the merchant’s console: say so and close it where another system took it; pay it back there where it was a mistake, and close it',
  },
  strangeRefund: {
    happened: (bill, { number, amount }) =>
      `The bill of ${bill} has a refund of ${amount} under ${number}, which the shop did not ask for`,
    next: 'Find out who made it in the merchant’s console, and write it into the order’s book: xiaopu refund ord_… --by-hand with this number. Until then its profit is too high, and the same goods could be refunded once more',
  },
  notOnBill: {
    happened: (bill, about) =>
      `The shop counts a ${noun(about)} of ${about.amount} under ${about.number}, and the bill of ${bill} does not have it`,
    next: 'Look the number up in the merchant’s console; it is settled by itself once a bill has it',
  },
  otherAmount: {
    happened: (bill, about) =>
      `The ${noun(about)} under ${about.number} is ${about.here} here, and ${about.there} on the bill of ${bill}`,
    next: 'Look the number up in the merchant’s console; it is settled by itself once both agree',
  },
  otherState: {
    happened: (bill, about) =>
      `The ${noun(about)} under ${about.number} is on the bill of ${bill}; asked for its number, the provider does not say so`,
    next: 'Look the number up in the merchant’s console; it is brought up to date and settled by itself once the provider says so',
  },
  unreadBill: {
    happened: (bill, { problem }) =>
      `The bill of ${bill} could not be read for more than a day: ${problem}`,
    next: 'Check the payment account; the gateway reads it again every hour, and settles this once it can',
  },
}
