import type { SellerOrder } from '@xiaopu/domain'

/** Orders as a table that a seller opens in her spreadsheet. */
export const orderTable = {
  columns: {
    order: '订单号',
    placedAt: '下单时间',
    paidAt: '付款时间',
    state: '状态',
    title: '商品',
    properties: '规格',
    quantity: '数量',
    price: '售价',
    subtotal: '小计',
    freight: '运费',
    discount: '优惠',
    total: '订单金额',
    cost: '进货价',
    profit: '利润',
    profitKind: '利润说明',
    refunded: '退款',
    share: '分享',
    channel: '渠道',
    promoter: '推广员',
    carrier: '快递',
    parcel: '快递单号',
    buyer: '买家',
    remark: '备注',
  },
  profitKinds: { estimate: '预计', final: '实际' } satisfies Record<
    SellerOrder['profitKind'],
    string
  >,
}
