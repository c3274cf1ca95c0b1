// Checks that every planned channel has its piece, once, and that the text is finished.
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'

export function checkPresence(pieces: readonly AuditedPiece[], strategy: StrategyBrief): CheckResult {
  const planned = strategy.channels.map(channel => channel.channel)
  const present = pieces.map(piece => piece.channel)
  const findings: Finding[] = [
    ...planned.filter(channel => !present.includes(channel)).map(channel => missing(channel)),
    ...present.filter((channel, index) => present.indexOf(channel) !== index).map(channel => repeated(channel)),
    ...pieces.filter(piece => !planned.includes(piece.channel)).map(piece => unplanned(piece.channel)),
    ...pieces.flatMap(textFindings),
  ]
  return {
    ran: [
      'content.missing_channel',
      'content.repeated_channel',
      'content.unplanned_channel',
      'content.unknown_platform',
      'content.empty',
      'content.placeholder',
    ],
    findings,
  }
}

function textFindings({ channel, platform, folded, text }: AuditedPiece): Finding[] {
  const findings: Finding[] = []
  if (platform === null) {
    findings.push({ ruleId: 'content.unknown_platform', channel, message: 'the channel names no platform of ours' })
  }
  if (!/[\p{L}\p{N}]/u.test(folded.plain)) {
    findings.push({ ruleId: 'content.empty', channel, message: 'the text holds no letter and no digit' })
  }
  const placeholder = (TEMPLATE_SLOT.exec(text) ?? LEFTOVER.exec(text))?.[0]
  if (placeholder !== undefined) {
    findings.push({ ruleId: 'content.placeholder', channel, message: `unfilled placeholder “${placeholder}”` })
  }
  return findings
}

/** `{{x}}`, `{product}`, `${x}`, `<product>`, `[insert …]`, `%name%`, lorem ipsum. */
const TEMPLATE_SLOT =
  /\$?\{\{?\s*[\w .-]{1,40}\s*\}?\}|<[a-z_]{2,30}>|\[(?:insert|your|add|placeholder|einfügen|inserta?r?|tu|dein)\b[^\]]{0,60}\]|%[a-z_]{2,30}%|\blorem ipsum\b/iu

/** Notes of writers and what programs print for nothing; spelled so, for “todo” is a plain word in Spanish. */
const LEFTOVER = /\bTODO\b(?=\s*(?:[:()\]]|$))|\bTBD\b|\bXXX+\b|\[object Object\]|\bundefined\b|\bNaN\b/u

function missing(channel: string): Finding {
  return {
    ruleId: 'content.missing_channel',
    channel,
    message: 'the strategy plans this channel, and no piece is there for it',
  }
}

function repeated(channel: string): Finding {
  return { ruleId: 'content.repeated_channel', channel, message: 'two pieces are there for this channel' }
}

function unplanned(channel: string): Finding {
  return { ruleId: 'content.unplanned_channel', channel, message: 'the strategy does not plan this channel' }
}
