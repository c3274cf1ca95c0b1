// Checks that every link is one that readers can open and judge.
import { domainToUnicode } from 'node:url'
import ipaddr from 'ipaddr.js'
import type { AuditRules, RuleId } from '../audit-rules.ts'
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'
import type { FoundLink } from '../text/find-links.ts'
import { foldLetters } from '../text/fold-text.ts'

export function checkLinks(pieces: readonly AuditedPiece[], rules: AuditRules): CheckResult {
  return {
    ran: [
      'link.malformed',
      'link.scheme',
      'link.not_https',
      'link.shortener',
      'link.ip_host',
      'link.userinfo',
      'link.lookalike',
      'link.tracker',
    ],
    findings: pieces.flatMap(({ channel, links }) =>
      links.flatMap(link =>
        linkFaults(link, rules).map(([ruleId, message]): Finding => ({ ruleId, channel, message })),
      ),
    ),
  }
}

type Fault = [RuleId, string]

const CODE_OR_FILES = /^(?:javascript|vbscript|data|file|blob|intent):/i

function linkFaults({ written, bare }: FoundLink, rules: AuditRules): Fault[] {
  if (CODE_OR_FILES.test(written)) return [['link.scheme', `${shown(written)} is no web address`]]
  const url = bare ? URL.parse(`https://${written}`) : URL.parse(written)
  if (url === null || (!bare && !/^https?:\/\/[^/]/i.test(written))) {
    return [['link.malformed', `${shown(written)} is no complete https:// address`]]
  }
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const faults: Fault[] = []
  if (url.protocol === 'http:') faults.push(['link.not_https', `${shown(written)} is not https`])
  if (url.username !== '' || url.password !== '')
    faults.push(['link.userinfo', `${shown(written)} carries a user before its host`])
  if (ipaddr.isValid(host))
    faults.push(['link.ip_host', `${shown(written)} names the address ${host} instead of a host`])
  else if (!/[^.]\.[^.]/.test(host) || INNER.test(host)) faults.push(['link.malformed', `${host} is no public host`])
  if (rules.shorteners.has(host.replace(/^www\./, '')))
    faults.push(['link.shortener', `${host} hides where the link leads`])
  if (imitatesLatin(host))
    faults.push(['link.lookalike', `${domainToUnicode(host)} imitates ${foldLetters(domainToUnicode(host))}`])
  const tracker = [...url.searchParams.keys()].find(name => rules.trackers.has(name.toLowerCase()))
  if (tracker !== undefined) faults.push(['link.tracker', `${host} is followed by the click tracker ${tracker}`])
  if (brokenEscape(url)) faults.push(['link.malformed', `${shown(written)} has a broken % escape`])
  return faults
}

const INNER = /(?:^|\.)(?:localhost|local|internal|lan|home|corp|test|invalid|example)$/i

/** A label with Cyrillic or Greek letters that reads as plain Latin: `аpple.com`. */
function imitatesLatin(host: string): boolean {
  return domainToUnicode(host)
    .split('.')
    .some(label => /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label) && /^[a-z0-9-]+$/.test(foldLetters(label)))
}

function brokenEscape(url: URL): boolean {
  return /%(?![0-9a-f]{2})/i.test(url.pathname + url.search)
}

/** A user or password is not repeated into reports. */
function shown(link: string): string {
  const safe = link.replace(/\/\/[^/@]*@/, '//…@')
  return `“${safe.length > 120 ? `${safe.slice(0, 119)}…` : safe}”`
}
