import { type Channel, findContacts, type ShareFinding, type ShareRule } from '@xiaopu/domain'
import { plainText } from './plain-text.ts'
import { askingForContact, blockedInWechat, marketNames, platformNames } from './platforms.ts'
import { copyCodes, inducing, lawRules, untilWhen, urgency, type WordRule } from './words.ts'

/** What someone is about to spread, and where. */
export interface Sharing {
  readonly channel: Channel
  /** `moments` (朋友圈) has rules of its own; a picture with a code is a `poster`. */
  readonly surface?: 'chat' | 'moments' | 'post' | 'poster'
  readonly text: string
  /** The picture carries a QR code, which leads off the platform unless it is said to be its own. */
  readonly code?: 'foreign' | 'own' | 'none'
}

type Severity = ShareFinding['severity']

interface Found {
  readonly from: number
  readonly to: number
}

/**
 * What breaks a rule of the channel or a law, the first place first. It warns and never decides:
 * rules change, and words mean what the sentence says. What is not found is not thereby allowed.
 */
export function lintShare(sharing: Sharing): ShareFinding[] {
  const { plain, places } = plainText(sharing.text)
  const findings: ShareFinding[] = []
  const add = (rule: ShareRule, severity: Severity, found: readonly Found[]) => {
    for (const { from, to } of found) {
      const [start = 0, last = 0] = [places[from], places[to - 1]]
      const end = last + 1
      findings.push({ rule, severity, from: start, to: end, words: sharing.text.slice(start, end) })
    }
  }
  for (const rule of lawRules) add(rule.rule, 'risky', wordsIn(plain, rule))
  if (!untilWhen.test(plain)) add(urgency.rule, 'risky', wordsIn(plain, urgency))
  add(inducing.rule, sharing.channel === 'wechat' ? 'forbidden' : 'risky', wordsIn(plain, inducing))
  const rules = sharing.channel === 'wechat' ? wechatRules : postRules[sharing.channel]
  rules?.(plain, sharing, add)
  if (sharing.code === 'foreign' && postRules[sharing.channel]) {
    findings.push({ rule: 'foreign_code', severity: 'forbidden', words: '' })
  }
  return withoutInner(findings)
}

type Add = (rule: ShareRule, severity: Severity, found: readonly Found[]) => void
type ChannelRules = (plain: string, sharing: Sharing, add: Add) => void

/** WeChat lets its people exchange their accounts; it does not let codes into Moments. */
const wechatRules: ChannelRules = (plain, sharing, add) => {
  add('foreign_link', 'risky', linksIn(plain).filter(isBlocked(plain)))
  const severity = sharing.surface === 'moments' ? 'forbidden' : 'risky'
  add('copy_code', severity, matches(plain, copyCodes))
}

const isBlocked =
  (plain: string) =>
  ({ from, to }: Found) =>
    blockedInWechat.test(plain.slice(from, to))

/** The three that punish whoever leads people away: contact, links, codes, and other apps' names. */
function awayFrom(channel: Exclude<Channel, 'web' | 'wechat'>): ChannelRules {
  const others = Object.entries(platformNames).filter(([name]) => name !== channel)
  const names = [...others.map(([, words]) => words), marketNames]
  return (plain, _sharing, add) => {
    const links = linksIn(plain)
    add('foreign_link', 'forbidden', links)
    const contacts = findContacts(plain).filter(
      ({ from, to }) => !links.some((link) => link.from < to && from < link.to),
    )
    add('contact_info', 'forbidden', [...contacts, ...matches(plain, [askingForContact])])
    add('copy_code', 'forbidden', matches(plain, copyCodes))
    add('foreign_platform', 'forbidden', matches(plain, names))
  }
}

const postRules: Readonly<Partial<Record<Channel, ChannelRules>>> = {
  douyin: awayFrom('douyin'),
  kuaishou: awayFrom('kuaishou'),
  xiaohongshu: awayFrom('xiaohongshu'),
}

const linkPattern =
  '(?:https?://|www\\.)[^\\s，。；、！？\\u4e00-\\u9fff]{1,300}|\\b(?:[a-z\\d][a-z\\d-]{0,62}\\.){1,4}(?:com|cn|net|org|top|shop|xyz|cc|vip|info|store|site|club|link|ltd)\\b(?:/[^\\s，。；、\\u4e00-\\u9fff]{0,300})?|\\b(?:weixin|kwai|snssdk\\d+|xhsdiscover|alipays?|taobao|tbopen)://\\S{0,300}|#小程序://\\S{1,80}'

const linksIn = (plain: string) => matches(plain, [linkPattern])

/** Matches that no innocent phrase holds. */
function wordsIn(plain: string, { words, unless = [] }: WordRule): Found[] {
  const innocent = matches(plain, unless)
  return matches(plain, words).filter(
    ({ from, to }) => !innocent.some((phrase) => phrase.from <= from && to <= phrase.to),
  )
}

function matches(plain: string, sources: readonly string[]): Found[] {
  return sources.flatMap((source) =>
    [...plain.matchAll(compiled(source))]
      .filter(([whole]) => whole !== '')
      .map(({ 0: whole, index }) => ({ from: index, to: index + whole.length })),
  )
}

const patterns = new Map<string, RegExp>()

function compiled(source: string): RegExp {
  const pattern = patterns.get(source) ?? new RegExp(source, 'gi')
  patterns.set(source, pattern)
  return pattern
}

/** Of finds of one rule of which one holds the other, the longer; in the order of the text. */
function withoutInner(findings: readonly ShareFinding[]): ShareFinding[] {
  const kept = findings.filter(
    (each, index) =>
      !findings.some(
        (other, at) =>
          other.rule === each.rule &&
          at !== index &&
          holds(other, each) &&
          (!holds(each, other) || at < index),
      ),
  )
  return kept.sort((a, b) => (a.from ?? -1) - (b.from ?? -1))
}

function holds(outer: ShareFinding, inner: ShareFinding): boolean {
  if (outer.from === undefined || inner.from === undefined) return false
  return outer.from <= inner.from && (inner.to ?? 0) <= (outer.to ?? 0)
}
