import type { groupBuy as source } from '../zh-cn/group-buy.ts'

export const groupBuy: typeof source = {
  title: (size) => `For ${size} together`,
  hint: (size, hours) =>
    `Ships once all ${size} have paid. If they do not come together within ${hours} hours, you get everything back.`,
  begin: 'Start a group',
  open: 'Groups that wait for you',
  invited: 'A friend invites you',
  missing: (buyers) => `${buyers} more needed`,
  left: (hours, minutes) => (hours > 0 ? `${hours} h ${minutes} min left` : `${minutes} min left`),
  join: 'Join',
  next: 'Continue',
  busy: 'One moment…',
  ended: 'The group you were invited to has ended or is full. Join another one, or start your own.',
  gone: 'This group has just ended or filled up. Please take another one.',
  none: 'There is no group deal for this listing now',
}
