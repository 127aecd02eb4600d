import type { Context } from '../context.ts'
import type { Check } from '../doctor/check.ts'
import { check1688 } from '../doctor/check-1688.ts'
import { checkGateway } from '../doctor/check-gateway.ts'
import { checkMachine } from '../doctor/check-machine.ts'
import { table } from '../print/table.ts'

/** Looks at what a shop needs; 1 where something keeps it from selling or buying. */
export async function run(context: Context): Promise<number> {
  const { cli, env, note, say } = context
  const checks = [...(await checkMachine(context)), ...(await checkGateway(context))]
  if (env.ALIBABA_APP_KEY) checks.push(...(await check1688(context)))
  else note(cli.doctor.noApp)
  say(checks, () => [tableOf(checks, context), ...todosOf(checks, context)].join('\n'))
  return checks.some(({ state }) => state === 'bad') ? 1 : 0
}

const tableOf = (checks: readonly Check[], { cli }: Context): string =>
  table(
    [
      { title: cli.columns.check, value: ({ name }) => cli.doctor.names[name] },
      { title: cli.columns.state, value: ({ state }) => cli.checks[state] },
      { title: cli.columns.row, value: ({ found }) => found },
    ],
    checks,
  )

/** Below the table, because what there is to do takes a sentence or two. */
function todosOf(checks: readonly Check[], { cli }: Context): string[] {
  return checks.flatMap(({ name, todo }) => (todo ? [`→ [${cli.doctor.names[name]}] ${todo}`] : []))
}
