import type { yourData as source } from '../zh-cn/your-data.ts'

export const yourData: typeof source = {
  title: (shop) => `Your data - ${shop}`,
  heading: 'Your data',
  back: 'Back to the order',
  number: (number) => `Order ${number}`,
  intro:
    'What the shop holds about you for this order, why, and until when. You can download a copy, or have it erased.',
  noScript:
    'To see, download or erase your data, turn on JavaScript in your browser settings, or use another browser.',
  loading: 'Reading…',
  slow: 'The network is slow. Still reading…',
  again: 'Try again',
  kept: 'What is held',
  name: 'Recipient',
  phone: 'Phone',
  address: 'Address',
  remark: 'Remark',
  hasRemark: 'There is one; it is not shown',
  noRemark: 'None',
  payments: 'Payments',
  times: (count) => count,
  visits: 'Visits through a shared link',
  maskOfWhole: 'Only a mask is shown here; the whole is stored encrypted.',
  maskAlone: 'This is all that is left; the whole is gone.',
  linkHint: 'Whoever has your order’s link can open this page too, so do not pass it on.',
  why: 'Why',
  whyWords:
    'Name, phone, address and remark are for sending, delivering and after-sales; visits tell whose share brought you. Products, amounts, parcels and district are trade records, which the law has shops keep.',
  until: 'Until when',
  personal: 'Name, phone, street, remark',
  personalLater: (days) =>
    `Until ${days} days after the order has ended; then only the mask is left`,
  personalUntil: (date) => `Until ${date}; then only the mask is left`,
  personalMasked: (date) => `Ended on ${date}: only the mask is left`,
  personalErased: (date) => `Erased on ${date}, the mask too`,
  records: 'Products, amounts, parcels, district',
  recordsLater: (years) =>
    `At least ${years} years after the order has ended (E-Commerce Law, article 31)`,
  recordsUntil: (date) => `At least until ${date} (E-Commerce Law, article 31)`,
  looks: 'Who looked',
  looksHint:
    'Opening this page is written down too. Who sends and delivers the parcel has the whole address; that is not in this list.',
  look: {
    reveal: 'The seller looked at the whole address',
    export: 'Someone with the order’s link opened this page or exported the data',
    erase: 'Someone with the order’s link erased the data',
    forget: 'Cut to the mask when its time was over, by itself',
    addressByBuyer: 'Someone with the order’s link changed the address',
    addressBySeller: 'The seller changed the address',
  },
  reason: (reason) => `Reason: ${reason}`,
  take: 'Take a copy',
  takeWhole:
    'One file with your whole name, phone and address, the order, payments and who looked. It is not encrypted: keep it safe.',
  takeLeft:
    'One file with the order, payments and who looked. Your whole name, phone and street are gone.',
  download: 'Download',
  downloaded: (file) =>
    `Handed to your browser: ${file}. If nothing happens, use “Copy the contents”.`,
  copy: 'Copy the contents',
  copied: 'Copied',
  notCopied: 'Copying is not allowed here. Please open this page in another browser.',
  erase: 'Erase',
  eraseUnpaid: (time) =>
    `Not possible yet: the order is not paid. You can erase once you have cancelled it, or once it closes by itself at ${time}.`,
  eraseUnderWay: (days) =>
    `Not possible yet: the order is under way, and delivery and after-sales need your data. The order completes ${days} days after you confirm receipt; you can erase then, unless an after-sale is open.`,
  eraseReceived: (date) =>
    `Not possible yet: after-sales are still open. The order completes around ${date}; you can erase then, unless an after-sale is open.`,
  eraseClaimed: 'Not possible yet: an after-sale is open. You can erase once it is over.',
  erasePossible: 'The order has ended: you can erase now. It cannot be undone.',
  eraseButton: 'Erase my data',
  ask: 'Erase your data?',
  lost: 'This is lost for good',
  lostPerson: 'Name, phone, street and remark, the mask too',
  lostClaims: 'What you wrote about after-sales',
  lostVisits: 'Your visits through shared links, and that links you shared are yours',
  lostLink:
    'The order’s link as it is now: it opens nothing any more, whoever has it. This phone gets a new one',
  stays: 'This stays',
  staysRecords: (date) =>
    `Products, amounts, parcels and district: the law has them kept at least until ${date}`,
  staysOthers: 'The address that sender and courier got for the delivery',
  staysBackups: 'An encrypted copy that older backups of the shop may hold',
  yes: 'Erase for good',
  no: 'Do not erase',
  erasing: 'Erasing…',
  erased: 'Erased',
  erasedWords:
    'Name, phone, street, remark, what you wrote about after-sales and visits are erased.',
  newLink:
    'Old links to the order open nothing any more. This phone has the new one: go back to the order from here.',
  laws: 'What the law has kept',
  kinds: { amounts: 'Amounts', items: 'Products', region: 'District', shipments: 'Parcels' },
  keptUntil: (date) => `at least until ${date}`,
  unkept:
    'This browser keeps no data. Copy the new link now and keep it: once this page is closed it is lost.',
  link: 'The order’s new link',
  copyLink: 'Copy the new link',
  eraseFailed: 'It has not been erased so far. Please try again.',
  eraseRefused: 'Erasing is not possible yet; the reason is below.',
  offline: 'No network',
  offlineWords: 'This page tries again by itself once you are back online.',
  down: 'The shop cannot be reached',
  downWords: 'It was not you, and your data is as it was. Please try again in a moment.',
  late: 'No answer for too long',
  lateWords: 'The network may be slow, or the shop busy. Please try again.',
  doubt: 'It is not known whether it was erased',
  doubtWords:
    'The request went out, but no answer came. Do not close this page; “Try again” shows how it ended.',
  gone: 'It has most likely been erased',
  goneWords: (number) =>
    `The old link is dead, but the new one did not reach this phone, so this order cannot be opened on the web any more. If you need something, ask the seller and give the order number ${number}.`,
  notYours: 'This cannot be opened',
  notYoursWords:
    'The link is incomplete, or there is a newer one. On the phone you ordered with, open the order and tap “Your data” again, or use the newest link to the order.',
  toShop: 'To the shop',
}
