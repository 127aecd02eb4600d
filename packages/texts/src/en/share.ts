import type { share as source } from '../zh-cn/share.ts'

export const share: typeof source = {
  title: 'Share',
  copyLink: 'Copy link',
  copied: 'Link copied. Paste it to a friend',
  copyFailed: 'Could not copy. Press and hold the link to copy it',
  qrLabel: (title) => `QR code of ${title}`,
  poster: 'Make a poster',
  drawing: 'Drawing the poster…',
  saveHint: 'Press and hold the picture to save or forward it',
  download: 'Download picture',
  posterLabel: (title) => `Poster of ${title}`,
  formats: { square: 'Square 1:1', portrait: 'Portrait 3:4', story: 'Story 9:16' },
  system: 'More ways to share',
  noCode:
    'This app punishes QR codes and outside links, so here are words and a poster without either.',
  copyWords: 'Copy words',
  wordsCopied: 'Words copied',
  words: (title, price, shop) => [title, price, shop].filter(Boolean).join('\n'),
  holdCode: 'Press and hold the code',
  pictureMissing: 'The picture could not be fetched. The poster shows words instead',
}
