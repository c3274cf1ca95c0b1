// Checks that no two channels say the same: platforms punish it, and readers notice.
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'

/** Share of common word triples above which two texts are nearly the same. */
const NEAR = 0.8

export function checkDuplicates(pieces: readonly AuditedPiece[]): CheckResult {
  if (pieces.length < 2) return { ran: [], findings: [] }
  const fingerprints = pieces.map(piece => ({ piece, words: wordsOf(piece), shingles: shinglesOf(wordsOf(piece)) }))
  const findings = fingerprints.flatMap((one, index) =>
    fingerprints.slice(index + 1).flatMap(other => {
      const finding = compare(one, other)
      return finding === null ? [] : [finding]
    }),
  )
  return { ran: ['duplicate.same_platform', 'duplicate.near', 'duplicate.cross_platform'], findings }
}

interface Fingerprint {
  piece: AuditedPiece
  words: readonly string[]
  shingles: ReadonlySet<string>
}

/** One text twice on a platform is what X and LinkedIn refuse and what looks like a bot; across platforms it is only lazy. */
function compare(one: Fingerprint, other: Fingerprint): Finding | null {
  if (one.words.length === 0 || one.piece.channel === other.piece.channel) return null
  const identical = one.words.join(' ') === other.words.join(' ')
  const likeness = identical ? 1 : jaccard(one.shingles, other.shingles)
  if (likeness < NEAR) return null
  const where = { channel: other.piece.channel }
  const alike = identical ? 'the same text as' : `${Math.round(likeness * 100)} % the same as`
  if (one.piece.platform !== other.piece.platform) {
    return {
      ruleId: 'duplicate.cross_platform',
      ...where,
      message: `${alike} ${one.piece.channel}, on another platform`,
    }
  }
  const ruleId = identical ? 'duplicate.same_platform' : 'duplicate.near'
  return { ruleId, ...where, message: `${alike} ${one.piece.channel}, on the same platform` }
}

/** Words without links, case, accents and punctuation: a changed tracking parameter does not make another text. */
function wordsOf(piece: AuditedPiece): string[] {
  return piece.readFolded.plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

function shinglesOf(words: readonly string[]): Set<string> {
  if (words.length < 3) return new Set(words)
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`))
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.intersection(other).size / one.union(other).size
}
