import type { FailureCode } from '@xiaopu/domain'

/** What `xiaopu` says about words that lead to nothing, and what to type instead. */
export const mistyped = {
  like: (name: string, value: string, example: string) =>
    `${name} ${value} 不能用，要写成 ${example} 这样`,
  unreadable: (path: string, why: string) => `读不了文件 ${path}：${why}`,
  notJson: (path: string) => `${path} 不是 JSON：检查引号（要英文的 "）、逗号和括号，用 UTF-8 保存`,
  accountField: (path: string, field: string) => `${path} 里的 ${field} 没有写，或写得不对`,
  goesWith: (option: string, others: string) => `${option} 只能和 ${others} 一起用`,
  extra: (word: string) =>
    `「${word}」是多出来的，什么都没做。加 --help 看看怎么写；带空格的文字要用引号括起来`,
  twice: (option: string) => `${option} 写了两次，什么都没做，请只写一次`,
  unheard:
    '没有等到答复，可能已经办成，也可能没有。先看看再决定要不要重做：xiaopu orders <订单编号>、xiaopu after-sales、xiaopu listings',
  unheardKept:
    '没有等到答复，可能已经办成，也可能没有。把同一条命令原样再运行一次就知道：一天之内算同一件事，不会办两次',
  outputLost: (why: string) =>
    `输出没有写完（${why}）。要做的事可能已经办成，先看看再决定要不要重做`,
  several: (count: number) => `${count} 件没有办成：`,
  noPage: (page: number, pages: number) => `没有第 ${page} 页，一共 ${pages} 页`,
  noOffers: (words: string) => `没有找到货源「${words}」。换个词，或粘贴 1688 商品页的地址`,
  slug: (slug: string) => `${slug} 不能当网址名：只用小写字母、数字和 -，最多 40 个`,
  slugTaken: (slug: string) =>
    `已经有店用了网址名 ${slug}，换一个；只是要一把新的店主密钥，就加 --new-key`,
  /** To whoever sells: other words than the buyer reads. */
  failures: {
    ORDER_NOT_FOUND: '店里没有这个订单。xiaopu orders 列出编号，也可以用买家看到的 18 位订单号',
    LISTING_NOT_FOUND:
      '店里没有这件商品，或还没有发布过。xiaopu listings 列出编号，xiaopu publish 发布',
    ADDRESS_UNREADABLE: '没认出地址。按「姓名 手机号 省市区 详细地址」粘贴，整段用引号括起来',
    ADDRESS_FIXED:
      '商品已在备货，或地址已经改过一次，不能再改。还没发货的可以退款后请买家重新下单，或请供货商改',
    KEY_UNKNOWN:
      '密钥不对，或已停用。检查 XIAOPU_KEY：要 xsk_ 或 xrk_ 开头的，完整复制；丢了就在网关的机器上用 xiaopu open <网址名> --new-key 再要一把',
    PLATFORM_AUTH: '1688 的授权失效了。重新授权，再决定或重做；xiaopu doctor 说明怎么做',
    PLATFORM_PERMISSION: '1688 应用没有这个接口的权限。到开放平台申请；xiaopu doctor 说明是哪一个',
    PLATFORM_REFUSED: '1688 没有接受这次请求。可以再试一次、换供货商或退款',
    PLATFORM_SCHEMA: '1688 的答复看不懂，为安全起见没有下单。答复存在 XIAOPU_DATA 的 evidence 里',
    BAD_TRANSITION:
      '现在不能这样做：它已经是方括号里 from 的状态，也许上一次已经办成。xiaopu orders <订单编号> 或 xiaopu after-sales 看最新状态',
    BAD_REQUEST: '有一项写得不对，什么都没做。方括号里 field 是哪一项，reason 是要求',
    NOT_FOUND: '没有找到，编号可能写错了',
  } as Partial<Record<FailureCode, string>>,
}
