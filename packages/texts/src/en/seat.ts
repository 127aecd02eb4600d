import type { seat as source } from '../zh-cn/seat.ts'

export const seat: typeof source = {
  waiting: (buyers, time) =>
    `${buyers} more needed by ${time}; if they do not come, you get everything back`,
  full: 'Your group is complete, the goods are being prepared',
  failed: 'Not enough buyers came together. Your money goes back the way it came.',
  missed: (time) =>
    `Your group had ended when you paid. Until ${time} you can take another one; else your money goes back.`,
  invite: 'Invite friends',
  invited: 'The link is copied. Send it to friends.',
  another: 'Another group',
}
