import type { Webhook } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { printDeliveries, webhookTable } from '../print/webhook-tables.ts'
import { openShop, type ShopAtGateway } from '../seller.ts'
import { instantOf } from '../span.ts'

type Webhooks = ShopAtGateway['seller']['webhooks']

/** Programs that are told of what happens to orders: all, a new one, or one and what to do with it. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say } = context
  const { webhooks } = openShop(context).seller
  const [word] = asked.words
  if (word === undefined) {
    const { items } = await webhooks.list()
    say(items, () => (items.length === 0 ? cli.nothing : webhookTable(items, cli)))
    return 0
  }
  if (!word.startsWith('whk_')) return create(context, webhooks, word)
  return actOn(context, webhooks, word)
}

async function create({ asked, cli, say }: Context, webhooks: Webhooks, url: string) {
  const events = eventsIn(asked.text('events'))
  if (!URL.canParse(url))
    throw new CommandError((texts) => texts.mistyped.like('url', url, 'https://…'), 2)
  const made = await webhooks.create({ url, ...(events && { events }) })
  say(made, () => `${webhookTable([made.webhook], cli)}\n\n${cli.webhooks.secret(made.secret)}`)
  return 0
}

const actions = ['ping', 'rotate', 'delete', 'replay'] as const

async function actOn(context: Context, webhooks: Webhooks, id: string): Promise<number> {
  const { asked, cli, say } = context
  const action = actions.find((each) => asked.flag(each) || asked.text(each) !== undefined)
  if (action === 'ping') return ping(context, webhooks, id)
  if (action === 'replay') return replay(context, webhooks, id)
  if (action === 'rotate') {
    const made = await webhooks.rotate(id)
    say(made, () => cli.webhooks.secret(made.secret))
    return 0
  }
  if (action === 'delete') {
    const gone = await webhooks.delete(id)
    say(gone, () => cli.webhooks.deleted(gone.id))
    return 0
  }
  const changed = await change(context, webhooks, id)
  if (changed) say(changed, () => webhookTable([changed], cli))
  else await printDeliveries(context, webhooks, id)
  return 0
}

async function ping({ cli, say }: Context, webhooks: Webhooks, id: string): Promise<number> {
  const answer = await webhooks.ping(id)
  const what = String(answer.status ?? answer.error ?? '')
  say(answer, () => cli.webhooks.ping(answer.ok, what, answer.ms))
  return answer.ok ? 0 : 1
}

const examples = 'evt_…, 2026-11-24, 2026-11-24T08:00Z'

async function replay({ asked, cli, say }: Context, webhooks: Webhooks, id: string) {
  const which = asked.text('replay') ?? ''
  const wanted = which.startsWith('evt_')
    ? { event: which }
    : { since: instantOf(which, '--replay', 0, examples) }
  const answer = await webhooks.replay(id, wanted)
  say(answer, () => cli.webhooks.replayed(answer.replayed))
  return 0
}

async function change(
  { asked }: Context,
  webhooks: Webhooks,
  id: string,
): Promise<Webhook | undefined> {
  const state = asked.choice('state', ['active', 'disabled'] as const)
  const events = eventsIn(asked.text('events'))
  if (!state && !events) return undefined
  return webhooks.change(id, { ...(state && { state }), ...(events && { events }) })
}

function eventsIn(text: string | undefined): string[] | undefined {
  return text?.split(/[,，\s]+/).filter((event) => event !== '')
}
