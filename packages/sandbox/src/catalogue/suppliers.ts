import type { SandboxSupplier } from './offer.ts'

/** Who sells in the sandbox's own world. Member ids, names and firms are invented. */
const firms = [
  ['2208114570316', '台州橙盒家居', '台州橙盒塑业有限公司', '浙江', '台州市', true, true],
  ['2208114571522', '义乌小满百货', '义乌市小满日用百货商行', '浙江', '金华市', false, true],
  ['2208114572738', '永康灶边厨具', '永康市灶边厨具制造厂', '浙江', '金华市', true, false],
  ['2208114573944', '广州禾羽服饰', '广州禾羽服饰有限公司', '广东', '广州市', false, true],
  ['2208114575150', '杭州素葵女装', '杭州素葵服饰有限公司', '浙江', '杭州市', true, true],
  ['2208114576366', '晋江远足体育', '晋江市远足体育用品有限公司', '福建', '泉州市', true, false],
  [
    '2208114577572',
    '深圳粉刷匠美妆工具',
    '深圳粉刷匠美妆工具有限公司',
    '广东',
    '深圳市',
    false,
    true,
  ],
  ['2208114578788', '沧州毛球宠物', '沧州毛球宠物用品有限公司', '河北', '沧州市', true, true],
  ['2208114579994', '汕头木木玩具', '汕头市澄海区木木玩具厂', '广东', '汕头市', true, false],
  ['2208114581200', '东莞线与壳数码', '东莞线与壳电子有限公司', '广东', '东莞市', true, true],
  ['2208114582416', '宁波纸间文具', '宁波纸间文具有限公司', '浙江', '宁波市', false, true],
  ['2208114583622', '漯河灶糖食品', '漯河灶糖食品有限公司', '河南', '漯河市', true, true],
  ['2208114584838', '南通云枕家纺', '南通云枕家用纺织品有限公司', '江苏', '南通市', true, true],
  ['2208114586044', '中山星盏照明', '中山市星盏照明电器厂', '广东', '中山市', false, false],
  ['2208114587250', '保定行囊箱包', '保定白沟行囊箱包有限公司', '河北', '保定市', false, true],
  ['2208114588466', '成都山货铺', '成都山货铺农产品有限公司', '四川', '成都市', false, false],
] as const

/** Who takes mixed batches: from so much money (fen) or so many pieces. */
const mixes: Readonly<Record<string, { readonly fen: number; readonly pieces: number }>> = {
  义乌小满百货: { fen: 5000, pieces: 10 },
  广州禾羽服饰: { fen: 20_000, pieces: 5 },
  宁波纸间文具: { fen: 10_000, pieces: 20 },
}

export type SupplierName = (typeof firms)[number][1]

/** The suppliers by their shop name (`loginId`). */
const suppliers: ReadonlyMap<SupplierName, SandboxSupplier> = new Map(
  firms.map(([number, loginId, companyName, province, city, superFactory, powerful]) => [
    loginId,
    {
      memberId: `b2b-${number}`,
      userId: Number(number),
      loginId,
      companyName,
      province,
      city,
      superFactory,
      powerfulMerchant: powerful,
      ...(mixes[loginId] && { mix: mixes[loginId] }),
    },
  ]),
)

/** A supplier of the sandbox's own world; a name that is none is a bug in the data. */
export function supplierNamed(name: SupplierName): SandboxSupplier {
  const supplier = suppliers.get(name)
  if (!supplier) throw new TypeError(`no supplier is named ${name}`)
  return supplier
}
