import type { shareRules as source } from '../zh-cn/share-rules.ts'

export const shareRules: typeof source = {
  rules: {
    contact_info: {
      name: 'Contact details',
      why: (channel) =>
        `${channel} allows no phone numbers, accounts or hints at private contact; posts are hidden, points taken, accounts closed.`,
      instead: "Leave them out and let buyers use the platform's own messages.",
    },
    foreign_link: {
      name: 'Outside link',
      why: (channel) => `In ${channel} this link does not open, or counts as leading people away.`,
      instead: "Leave it out; sell with the platform's own product card or mini-program.",
    },
    foreign_code: {
      name: 'Outside QR code',
      why: (channel) => `${channel} takes a picture with a QR code for leading people away.`,
      instead: 'Use the poster without a code.',
    },
    foreign_platform: {
      name: 'Name of another platform',
      why: (channel) => `Naming another platform in ${channel} is read as leading people there.`,
      instead: 'Speak of the goods alone.',
    },
    copy_code: {
      name: 'Code to copy',
      why: (channel) => `${channel} allows no codes that are copied and opened elsewhere.`,
      instead: "Use a link, a product card, or the goods' name.",
    },
    absolute_term: {
      name: 'Superlative',
      why: () =>
        'Advertising law (Art. 9) forbids “national level, highest, best” and the like; fines begin at 200,000 yuan.',
      instead: 'Write what can be checked: material, size, number, date.',
    },
    medical_claim: {
      name: 'Medical claim',
      why: () => 'Ordinary goods may not be said to heal (advertising law, Art. 17).',
      instead: 'Say what it is for and how it feels.',
    },
    induced_share: {
      name: 'Sharing for a reward',
      why: (channel) =>
        `Rewards for sharing, likes or help with a price get links stopped in ${channel}, or the whole domain.`,
      instead: 'Give the discount to whoever orders.',
    },
    false_urgency: {
      name: 'Hurry without an end',
      why: () => '“Last day” or “price goes up soon” without a time may count as price fraud.',
      instead: 'Write the day and hour it ends, or how many are really left.',
    },
    brand_claim: {
      name: 'Leaning on a brand',
      why: () => '“Same factory as …”, “original order” or “replica” may infringe a trade mark.',
      instead: "Name the goods' own brand, material and make.",
    },
  },
  severities: { forbidden: 'punished', risky: 'risky' },
  checkout: {
    'own-checkout': 'Buyers order and pay here.',
    admitted: 'The platform has admitted you to its payments: buyers order and pay here.',
    'pay-in-mini-program':
      'A page inside a mini-program cannot collect: its own payment page takes over.',
    'platform-goods-only':
      'No payment to your shop here: buyers go on to the same goods in your Douyin shop.',
    'needs-admission':
      'Goods are shown only. Whether you may collect depends on admission of your account.',
    'local-life-only':
      "Goods are shown only. The platform's payment is made for local services; whether it takes parcels depends on your account.",
  },
  noCode: (channel) => `${channel} punishes pictures with QR codes, so this poster carries none.`,
  fine: 'Nothing was found.',
  notAll: 'Rules change; what is not found is not thereby allowed.',
}
