import { writeFile } from 'node:fs/promises'
import { Channel, isId, ShopError } from '@xiaopu/domain'
import { carriesCode, channelRules } from '@xiaopu/share'
import { qrPng } from '@xiaopu/share/node'
import { qrSvg, qrText } from '@xiaopu/share/qr'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { warningLines } from '../print/warnings.ts'
import { openShop } from '../seller.ts'
import { readUntil } from '../span.ts'

const formats = ['square', 'portrait', 'story'] as const

/** A short link for a listing or the whole shop, with its tag, QR code and, as files, pictures. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, texts, say } = context
  const [target = 'shop', file] = asked.words
  const channel = asked.choice('channel', Channel.options) ?? 'wechat'
  const format = asked.choice('poster', formats) ?? (file === undefined ? undefined : 'portrait')
  const name = asked.text('name')
  const qrFile = asked.text('qr')
  const text = asked.text('text')
  const until = readUntil(asked)
  const coupon = asked.text('coupon')
  const code = asked.choice('code', ['auto', 'always', 'never']) ?? 'auto'
  checkNames(target, file, qrFile)
  const { seller, gateway } = openShop(context)
  const made = await seller.shares.create({
    channel,
    ...(target !== 'shop' && { listing: target }),
    ...(name && { name }),
    ...(text && { text }),
    ...(until && { until }),
    ...(coupon && { coupon }),
  })
  const { url } = made.share
  if (until && Date.parse(until) < Date.now()) {
    say({ ...made, files: {} }, () => cli.shareTakenBack(url))
    return 0
  }
  const files = {
    ...(qrFile && { qr: await keep(qrFile, /\.png$/i.test(qrFile) ? qrPng(url) : qrSvg(url)) }),
    ...(format && {
      poster: await keep(
        file ?? `poster-${made.share.code}-${format}.svg`,
        await drawPoster(gateway, made.share.code, { format, code }),
      ),
    }),
  }
  say({ ...made, files }, () =>
    [
      `${cli.shortLink}  ${url}`,
      qrText(url, context.colours ? 'ansi' : 'none'),
      `${texts.channels[channel]}: ${cli.advice[channelRules[channel].best]}`,
      ...warningLines(texts, channel, made.warnings),
      '',
      cli.embedTag,
      made.tag,
      ...(files.qr ? [cli.qrSaved(files.qr)] : []),
      ...(files.poster ? [cli.posterSaved(files.poster)] : []),
      ...(files.poster && code === 'auto' && !carriesCode(channel)
        ? [texts.shareRules.noCode(texts.channels[channel])]
        : []),
    ].join('\n'),
  )
  return 0
}

/** A file keeps what its name says: a poster that calls itself .png opens nowhere. @throws CommandError */
function checkNames(target: string, poster: string | undefined, qr: string | undefined): void {
  const fails = (name: string, value: string, fits: string) =>
    new CommandError((cli) => cli.badOption(name, value, fits), 2)
  if (target !== 'shop' && !isId('listing', target)) throw fails('share', target, 'lst_… shop')
  if (poster !== undefined && !/\.svg$/i.test(poster)) throw fails('poster', poster, '*.svg')
  if (qr !== undefined && !/\.(svg|png)$/i.test(qr)) throw fails('--qr', qr, '*.svg *.png')
}

/** The poster as the gateway draws it: it has the picture. */
async function drawPoster(
  gateway: string,
  share: string,
  look: Readonly<Record<'format' | 'code', string>>,
): Promise<string> {
  const response = await fetch(`${gateway}/v1/shares/${share}/poster?${new URLSearchParams(look)}`)
  if (!response.ok) throw new ShopError('INTERNAL', { status: response.status })
  return response.text()
}

async function keep(path: string, content: string | Uint8Array): Promise<string> {
  try {
    await writeFile(path, content)
    return path
  } catch (error) {
    const { message } = error as Error
    throw new CommandError((cli) => cli.fileFailed(path, message), 1, { cause: error })
  }
}
