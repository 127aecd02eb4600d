import type { webhooks as source } from '../zh-cn/webhooks.ts'

export const webhooks: typeof source = {
  states: {
    active: 'Active',
    resting: 'Failed in a row, tried again in a minute',
    disabled: 'Stopped',
  },
  deliveryStates: {
    pending: 'Waits',
    ok: 'Arrived',
    retry: 'Tried again later',
    dead: 'Given up',
  },
  columns: {
    webhook: 'Webhook',
    events: 'Events',
    waiting: 'Waiting',
    dead: 'Given up',
    event: 'Event',
    attempts: 'Tries',
    answer: 'Answer',
    next: 'Next',
  },
  secret: (secret) => `Secret: ${secret}\nShown this once. Keep it where your program runs.`,
  ping: (ok, answer, ms) =>
    ok ? `It arrived: ${answer}, ${ms} ms` : `It did not arrive: ${answer}, ${ms} ms`,
  deleted: (id) => `Deleted ${id}`,
  replayed: (count) => `${count} sent again`,
}
