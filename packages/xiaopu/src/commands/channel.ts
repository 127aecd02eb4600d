import { AppChannel, type ChannelSettings, checkoutMode } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { columns } from '../print/table.ts'
import { openShop } from '../seller.ts'

/** What the shop has settled with one app, or with all; options change it. */
export async function run(context: Context): Promise<number> {
  const { asked, say } = context
  const [word] = asked.words
  const channel = AppChannel.options.find((each) => each === word)
  if (word !== undefined && !channel) {
    throw new CommandError((cli) => cli.badOption('channel', word, AppChannel.options.join(' ')), 2)
  }
  const { seller } = openShop(context)
  const change = readChange(context)
  if (channel && Object.keys(change).length > 0) {
    const settings = await seller.channels.change(channel, change)
    say(settings, () => shown(context, settings))
    return 0
  }
  if (Object.keys(change).length > 0)
    throw new CommandError((cli) => cli.missingArgument('channel'), 2)
  const { items } = await seller.channels.list()
  const wanted = items.filter((item) => !channel || item.channel === channel)
  say(channel ? wanted[0] : { items }, () =>
    wanted.map((item) => shown(context, item)).join('\n\n'),
  )
  return 0
}

function readChange({ asked, env }: Context) {
  const admitted = asked.choice('admitted', ['yes', 'no'])
  const opens = asked.choice('opens', ['page', 'browser'])
  const [site, mini] = [asked.text('site'), asked.text('mini')]
  const [originalId, path, link] = [asked.text('original'), asked.text('path'), asked.text('link')]
  const secret = env.CHANNEL_SECRET
  const more = { ...(originalId && { originalId }), ...(path && { path }), ...(link && { link }) }
  return {
    ...(admitted && { admitted: admitted === 'yes' }),
    ...(opens && { opens }),
    ...(site && { site: site === 'none' ? null : { appId: site, ...(secret && { secret }) } }),
    ...(mini && { mini: mini === 'none' ? null : { appId: mini, ...more } }),
  }
}

function shown({ cli, texts }: Context, settings: ChannelSettings): string {
  const { channel, admitted, opens, site, mini } = settings
  const words = cli.channel
  const { reason } = checkoutMode(channel, { admitted })
  const account =
    site && `${site.appId} (${site.hasSecret ? words.secretSet : words.secretMissing})`
  const program =
    mini && [mini.appId, mini.originalId, mini.path, mini.link].filter(Boolean).join(' ')
  return columns([
    [cli.columns.channel, texts.channels[channel]],
    [words.columns.checkout, texts.shareRules.checkout[reason]],
    [words.columns.opens, words.opens[opens]],
    ...(channel === 'wechat' ? [[words.columns.site, account ?? words.none] as const] : []),
    [words.columns.mini, program ?? words.none],
  ])
}
