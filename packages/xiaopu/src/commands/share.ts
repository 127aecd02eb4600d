import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shares } from '@xiaopu/api'
import { Channel } from '@xiaopu/domain'
import { qrText } from '@xiaopu/share/qr'
import { ask, download } from '../seller/ask.ts'
import { type Command, sellerOf, textFlag } from './command.ts'

/** A short link for a listing or the whole shop, with its QR code, tag and, in a folder, pictures. */
export const share: Command = {
  usage: `[lst_…] [--channel ${Channel.options.join('|')}] [--name …] [--out folder]`,
  options: { channel: { type: 'string' }, name: { type: 'string' }, out: { type: 'string' } },
  async run(asked) {
    const { words, flags, texts } = asked
    const channel = Channel.options.find((each) => each === (flags.channel ?? 'wechat'))
    if (!channel) throw new TypeError(`--channel ${Channel.options.join('|')}`)
    const [listing] = words
    const name = textFlag(flags, 'name')
    const seller = await sellerOf(asked)
    const made = await ask(seller, shares.createShare, {
      body: { channel, ...(listing && { listing }), ...(name && { name }) },
    })
    const { url, code } = made.share
    const out = textFlag(flags, 'out')
    const files: string[] = []
    if (out) {
      await mkdir(out, { recursive: true })
      const keep = async (file: string, bytes: Uint8Array) => {
        await writeFile(join(out, file), bytes)
        files.push(join(out, file))
      }
      const params = { code }
      const qr = await download(seller, shares.drawQr, { params, query: { format: 'png' } })
      await keep(`${code}.png`, qr)
      await keep(`${code}.svg`, await download(seller, shares.drawPoster, { params }))
    }
    const { cli } = texts
    const saved = files.map((file) =>
      file.endsWith('.png') ? cli.qrSaved(file) : cli.posterSaved(file),
    )
    return {
      text: [
        `${cli.shortLink}  ${url}`,
        qrText(url, process.stdout.isTTY ? 'ansi' : 'none'),
        cli.embedTag,
        made.tag,
        ...saved,
      ].join('\n'),
      data: { ...made, files },
    }
  },
}
