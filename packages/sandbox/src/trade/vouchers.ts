import { createHash } from 'node:crypto'

export const VOUCHER_DOMAIN = 'https://cbu01.alicdn.com'
const VOUCHER = /^https:\/\/cbu01\.alicdn\.com\/img\/ibank\/\S+$/

/** Where an uploaded picture is found: by its content, so that the same picture has one address. */
export function voucherPath(image: Uint8Array): string {
  const name = createHash('sha1').update(image).digest('hex').slice(0, 16)
  return `img/ibank/voucher/${name}.jpg`
}

export const isVoucher = (address: string): boolean => VOUCHER.test(address)

/** JPEG by its first bytes; the only kind that is documented for `uploadRefundVoucher`. */
export const isJpeg = (image: Uint8Array): boolean => image[0] === 0xff && image[1] === 0xd8
