// Verifies a sealed session from the bytes in custody and guard's public keys; the ledger's rows too, where there is a ledger.
import { readAhead } from '../../audit/verify/read-ahead.ts'
import { type CheckObject, createObjectCheck } from './check-object.ts'
import { checkParents, type ParentChain } from './check-parents.ts'
import { checkSnapshot } from './check-snapshot.ts'
import { comparedChunks, compareStanding } from './compare-rows.ts'
import { compareKeys, type GuardAnchor } from './guard-anchor.ts'
import { Mismatch } from './mismatch.ts'
import { NotSealed } from './not-sealed.ts'
import { type Custody, type Evidence, findEvidence, readEvidence } from './read-evidence.ts'
import { sealedChunks } from './sealed-chunks.ts'
import type { SessionLedgerRows, SessionStanding } from './session-ledger-rows.ts'

export interface VerifySessionOptions {
  custody: Custody
  sessionId: string
  ledger?: SessionLedgerRows
  guard?: GuardAnchor
  now?: () => number
}

const AT_ONCE = 8

/**
 * Yields a line a stage, from what is signed down to the bytes: so it is the thing that was changed which is named first.
 * @throws Mismatch for the first thing that does not match, NotSealed when there is nothing to verify
 */
export async function* verifySession(options: VerifySessionOptions): AsyncGenerator<string> {
  const { custody, sessionId, ledger, guard, now = Date.now } = options
  const standing = await standingOf(sessionId, ledger)
  const evidence = await evidenceOf(custody, sessionId, standing)
  if (ledger !== undefined && standing === undefined) {
    throw new Mismatch(`the ledger's row of session ${sessionId}`, `one: ${evidence.key} is there`, 'none')
  }
  const { key, snapshot, manifest } = evidence
  const noted = ledger && new Map((await ledger.custodyOf(sessionId)).map(copy => [copy.object, copy]))
  const check = createObjectCheck({ custody, now, ...(noted && { noted }) })
  await check({ object: key, sha256: evidence.sha256, bytes: evidence.bytes })
  yield line('evidence', `${key}, ${evidence.bytes} bytes`)

  checkSnapshot(evidence, guard?.keys ?? evidence.keys)
  yield line('manifest', `${manifest.format}, version ${manifest.version}: its hash is ${snapshot.integrity_hash}`)
  yield line('signature', `of ${snapshot.at} over snapshot ${snapshot.snapshot_id}, by key ${snapshot.key_id}`)
  yield line('anchor', await anchored(evidence, guard))
  const ofParents = { custody, now, ...(guard && { keys: guard.keys }), ...(ledger && { ledger }) }
  yield line('parents', parentsLine(await checkParents(evidence, ofParents), snapshot.prev_hash))
  if (standing !== undefined) compareStanding(evidence, standing)

  await check(manifest.chunks)
  const chunks = await checkChunks(options, manifest, check)
  yield line('chunks', `${chunks} in custody as their list says, and the list as the manifest says`)
  await check(manifest.blocks)
  if (manifest.public_blocks !== null) await check(manifest.public_blocks)
  yield line(
    'blocks',
    `${manifest.blocks.count}, ${manifest.public_blocks === null ? 'all public' : 'full and public'}`,
  )
  for (const document of manifest.documents) await check(document)
  yield line('documents', `${manifest.documents.length}: ${manifest.documents.map(({ kind }) => kind).join(', ')}`)
  for (const asset of manifest.assets) await check(asset)
  yield line('assets', `${manifest.assets.length}`)
  const others = await checkOthers(check)

  const { objects, bytes, retainedUntil } = check.tally
  yield line(
    'retention',
    `COMPLIANCE on ${objects} objects, ${bytes} bytes; the first ends ${retainedUntil?.toISOString()}`,
  )
  yield line('ledger', noted === undefined ? 'not compared' : ledgerLine(chunks, noted.size, others))
}

async function standingOf(
  sessionId: string,
  ledger: SessionLedgerRows | undefined,
): Promise<SessionStanding | undefined> {
  const standing = await ledger?.standing(sessionId)
  if (standing !== undefined && standing.status !== 'FINALIZED') {
    throw new NotSealed(`session ${sessionId} is ${standing.status}: only what is FINALIZED can be verified`)
  }
  return standing
}

async function evidenceOf(custody: Custody, sessionId: string, standing?: SessionStanding): Promise<Evidence> {
  const key = await findEvidence(custody, sessionId, standing?.tenantId)
  const evidence = key === undefined ? undefined : await readEvidence(custody, key)
  if (evidence !== undefined) return evidence
  if (standing !== undefined) {
    throw new Mismatch(`the evidence of session ${sessionId}`, 'it in custody: the ledger says FINALIZED', 'none')
  }
  throw new NotSealed(`there is no evidence of session ${sessionId} in custody: it is unknown, or was never finalized`)
}

async function anchored(evidence: Evidence, guard: GuardAnchor | undefined): Promise<string> {
  if (guard === undefined) return 'only the keys in the evidence itself: not compared with those that guard publishes'
  const keys = compareKeys(evidence, guard)
  const { snapshot_id, integrity_hash } = evidence.snapshot
  const { ok, why } = await guard.verify(snapshot_id, integrity_hash)
  if (!ok) throw new Mismatch(`snapshot ${snapshot_id}`, `one that ${guard.url} stands by`, why ?? 'it does not')
  return `${keys} of ${keys} keys are those that ${guard.url} publishes, and it stands by the snapshot and its chain`
}

function parentsLine({ followed, linked, missing }: ParentChain, prevHash: string | null): string {
  const ends = missing === undefined ? 'up to the first version' : `up to ${missing}, which is gone`
  const before = prevHash === null ? "the first of guard's chain" : `prev_hash ${prevHash}`
  if (followed === 0 && missing === undefined) return `none: the first version (${before})`
  const near =
    linked === 0
      ? 'guard signed others before their correction'
      : `${linked} of them directly before their correction in guard's chain`
  return `${followed} signed, ${ends}; ${near} (${before})`
}

async function checkChunks(
  { custody, sessionId, ledger }: VerifySessionOptions,
  { chunks }: Evidence['manifest'],
  check: CheckObject,
): Promise<number> {
  const sealed = sealedChunks(custody, chunks)
  const compared = ledger === undefined ? sealed : comparedChunks(sealed, ledger.chunks(sessionId))
  let count = 0
  for await (const _ of readAhead(compared, AT_ONCE, check)) count++
  return count
}

/** What the ledger notes beside the sealed, such as the archive of a session that was abandoned for a while. */
async function checkOthers(check: CheckObject): Promise<number> {
  const others = check.unseen()
  for (const other of others) await check(other)
  return others.length
}

function ledgerLine(chunks: number, copies: number, others: number): string {
  const beside = others === 0 ? '' : ` (${others} of them beside the sealed)`
  return `its rows are the same: session, snapshot, ${chunks} chunks, ${copies} copies in custody${beside}`
}

const line = (stage: string, said: string) => `${stage.padEnd(10)} ${said}`
