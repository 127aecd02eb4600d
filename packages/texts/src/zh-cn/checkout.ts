import { type AddressField, type ChoosableProvider, formatMoney, type Money } from '@xiaopu/domain'

const fields: Record<AddressField, string> = {
  name: '收货人',
  phone: '手机号',
  province: '省份',
  city: '城市',
  district: '区县',
  regionCode: '所在地区',
  street: '详细地址',
}

const fieldErrors: Record<AddressField, string> = {
  name: '请填收货人姓名，至少两个字',
  phone: '请填 11 位手机号，或带区号的座机',
  province: '请选择省份',
  city: '请选择城市',
  district: '请选择区县',
  regionCode: '请选择所在地区',
  street: '请填街道、小区、门牌号',
}

/** Address, quote and the way to the cashier. */
export const checkout = {
  title: '确认订单',
  addressTitle: '收货地址',
  elsewhere: '为保护你的地址和电话，请到店铺的结算页填写',
  paste: '粘贴地址，自动识别',
  pasteHint: '例：张三 13800138000 浙江省杭州市西湖区文三路 1 号',
  parse: '识别',
  parsing: '正在识别…',
  parsed: '已填好，请核对',
  parsedPart: (fields: readonly string[]) => `已填好一部分，还差：${fields.join('、')}`,
  fields,
  fieldErrors,
  streetHint: '街道、小区、楼栋、门牌号',
  editAddress: '修改地址',
  useAddress: '使用这个地址',
  goods: '商品合计',
  freight: '运费',
  freeFreight: '免运费',
  discount: '优惠',
  coupon: '优惠码（选填）',
  useCoupon: '使用',
  spendMore: (missing: Money, code: string) =>
    `再买 ${formatMoney(missing)} 的商品，就能用优惠码 ${code}`,
  total: '应付',
  parcels: (count: number) => `分 ${count} 个包裹发货`,
  shipWithin: (hours: number) => `付款后 ${hours} 小时内发货`,
  seeOrder: '查看订单',
  remark: '留言（选填）',
  remarkHint: '想对店主说的话',
  quoting: '正在计算运费…',
  validFor: (minutes: number) => `价格保留 ${minutes} 分钟`,
  totalChanged: (was: Money, now: Money) =>
    `金额从 ${formatMoney(was)} 变成 ${formatMoney(now)}，请确认后再付`,
  pay: (total: Money) => `付款 ${formatMoney(total)}`,
  payWith: '付款方式',
  providers: {
    wechat: '微信支付',
    alipay: '支付宝',
  } satisfies Record<ChoosableProvider, string>,
  placing: '正在提交订单…',
  toCashier: '正在前往收银台…',
  forGroup: (size: number, hours: number) =>
    `拼团价：${size} 人都付款后 ${hours} 小时内发货，人不齐全额退款`,
}
