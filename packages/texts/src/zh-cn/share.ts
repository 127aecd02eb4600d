/** Passing a listing or a shop on. */
export const share = {
  title: '分享',
  copyLink: '复制链接',
  copied: '链接已复制，去粘贴给朋友吧',
  copyFailed: '复制不了，请长按链接手动复制',
  qrLabel: (title: string) => `「${title}」的二维码`,
  poster: '生成海报',
  drawing: '正在生成海报…',
  saveHint: '长按图片保存或转发',
  download: '下载图片',
  posterLabel: (title: string) => `「${title}」的海报`,
  formats: { square: '方图 1:1', portrait: '竖图 3:4', story: '全屏 9:16' },
  system: '更多分享方式',
  /** An app's own way to hand a page to people in it. */
  /** Where the app punishes links and codes: words and a picture without them. */
  noCode: '这个平台会处罚带二维码和外部链接的内容，所以这里只有文案和不带码的海报。',
  copyWords: '复制文案',
  wordsCopied: '文案已复制，去粘贴吧',
  words: (title: string, price: string, shop: string) =>
    [title, price, shop].filter(Boolean).join('\n'),
  holdCode: '长按识别二维码',
  pictureMissing: '商品图没取到，海报先用文字代替',
}
