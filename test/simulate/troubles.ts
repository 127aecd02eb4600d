/** What both kinds of worlds must have met in every run, or they prove less than they say. */
export const troubles = [
  'killed at work',
  'killed between a call and its commit',
  'message lost-before',
  'message lost-after',
  'message twice',
  'message half-answer',
  'statement lost-after',
  'payment created doubt',
  'refund for late_payment',
  'refund failed first',
  'partial refund',
  'supplier_order creating doubt',
  'supplier_order in_doubt created',
  'other total',
  'after_sale opened approve',
  'supplier_claim asked refund',
]
