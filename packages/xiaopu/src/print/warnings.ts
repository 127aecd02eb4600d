import type { Channel, ShareFinding } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'

/** What breaks a rule, why, and what to write instead: two lines a place, before anything is spread. */
export function warningLines(
  { cli, channels, shareRules }: Texts,
  channel: Channel,
  warnings: readonly ShareFinding[],
): string[] {
  if (warnings.length === 0) return []
  const lines = warnings.flatMap(({ rule, severity, words }) => {
    const { name, why, instead } = shareRules.rules[rule]
    const told = cli.channel.warning(
      words || cli.channel.noWords,
      name,
      shareRules.severities[severity],
    )
    return [`  ${told}`, `    ${why(channels[channel])}${instead}`]
  })
  return ['', cli.channel.warnings(warnings.length), ...lines, `  ${shareRules.notAll}`]
}
