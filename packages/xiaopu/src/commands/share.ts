import { writeFile } from 'node:fs/promises'
import { Channel, ShopError } from '@xiaopu/domain'
import { channelRules } from '@xiaopu/share'
import { qrPng } from '@xiaopu/share/node'
import { qrSvg, qrText } from '@xiaopu/share/qr'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { openShop } from '../seller.ts'

const formats = ['square', 'portrait', 'story'] as const

/** A short link for a listing or the whole shop, with its tag, QR code and, as files, pictures. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, texts, say } = context
  const [target = 'shop', file] = asked.words
  const channel = asked.choice('channel', Channel.options) ?? 'wechat'
  const format = asked.choice('poster', formats)
  const name = asked.text('name')
  const qrFile = asked.text('qr')
  const { seller, gateway } = openShop(context)
  const made = await seller.shares.create({
    channel,
    ...(target !== 'shop' && { listing: target }),
    ...(name && { name }),
  })
  const { url, code } = made.share
  const files = {
    ...(qrFile && { qr: await keep(qrFile, qrFile.endsWith('.png') ? qrPng(url) : qrSvg(url)) }),
    ...(format && {
      poster: await keep(
        file ?? `poster-${code}-${format}.svg`,
        await drawPoster(gateway, code, format),
      ),
    }),
  }
  say({ ...made, files }, () =>
    [
      `${cli.shortLink}  ${url}`,
      qrText(url, context.colours ? 'ansi' : 'none'),
      `${texts.channels[channel]}: ${cli.advice[channelRules[channel].best]}`,
      '',
      cli.embedTag,
      made.tag,
      ...(files.qr ? [cli.qrSaved(files.qr)] : []),
      ...(files.poster ? [cli.posterSaved(files.poster)] : []),
    ].join('\n'),
  )
  return 0
}

/** The poster as the gateway draws it: it has the picture. */
async function drawPoster(gateway: string, code: string, format: string): Promise<string> {
  const response = await fetch(`${gateway}/v1/shares/${code}/poster?format=${format}`)
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
