// A seal whose hashes and signature were made by other programs (Python and OpenSSL, with the first test key of RFC 8032).
import type { SessionManifest } from '#contracts/session-manifest.ts'
import type { Evidence } from '#db/session/verify/read-evidence.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const SESSION = '01990000-0000-7000-8000-000000000002'
const FOLDER = `sessions/${TENANT}/${SESSION}`
const [A, B, C, D, E, F] = [...'abcdef'].map(letter => letter.repeat(64)) as [
  string,
  string,
  string,
  string,
  string,
  string,
]

export const GOLDEN_MANIFEST: SessionManifest = {
  format: 'mandate.session/1',
  tenant_id: TENANT,
  session_id: SESSION,
  version: 2,
  parent_session_id: '01990000-0000-7000-8000-000000000001',
  parent_snapshot_id: 'b966b942-0a76-4889-ac68-52bfdf03f7c6',
  client_timezone: 'Europe/Madrid',
  pinned: {
    skeleton_id: '01990000-0000-7000-8000-00000005ce1e',
    s3_version_id: 'v1',
    adapter_id: 'reference',
    model_version: 'core-1',
  },
  chunks: { object: `${FOLDER}/assembly/${A}.jsonl`, sha256: A, bytes: 600, count: 3 },
  blocks: { object: `${FOLDER}/assembly/${B}.json`, sha256: B, bytes: 2000, count: 4 },
  public_blocks: { object: `${FOLDER}/assembly/${C}.json`, sha256: C, bytes: 1900 },
  documents: [
    { kind: 'public', object: `documents/${D}.docx`, sha256: D, bytes: 9000 },
    { kind: 'restricted', object: `documents/${E}.docx`, sha256: E, bytes: 9100 },
  ],
  assets: [{ asset_id: '01990000-0000-7000-8000-00000000a55e', object: `${FOLDER}/assets/Ä.png`, sha256: F }],
  gaps: [{ from: 3, to: 3 }],
}

export const GOLDEN_HASH = '427d1653a6d6e5e18f815e3946158b41784de1ad8eea7b57cc747bee2b1dee5f'
/** What the snapshot after it would carry as `prev_hash`. */
export const GOLDEN_LINK = '09eaf83a990e09134286eee96ff0f66c13af1807497694f9e4f66558972a39bd'

const SNAPSHOT_ID = '5f0c3c1e-60a7-4c1d-9a63-0f3f4a1f7a55'

export const GOLDEN_EVIDENCE: Evidence = {
  key: `${FOLDER}/evidence/${SNAPSHOT_ID}.json`,
  ...{ sha256: '', bytes: 0 },
  manifest: GOLDEN_MANIFEST,
  snapshot: {
    snapshot_id: SNAPSHOT_ID,
    integrity_hash: GOLDEN_HASH,
    parent_snapshot_id: GOLDEN_MANIFEST.parent_snapshot_id,
    manifest_sha256: GOLDEN_HASH,
    prev_hash: '0'.repeat(64),
    at: '2026-11-20T10:00:00.000Z',
    manifest: GOLDEN_MANIFEST,
    signature: 'fRnAiWPy9vTuKIHOHI7ZQg9qlBt3o-048xhrh6OaMQ-HSDpAGwMrfteNJ8Sn1SgPuAvhUx5p6zHTuI4i19z_Bg',
    key_id: 'rfc8032-1',
  },
  keys: [{ kty: 'OKP', crv: 'Ed25519', kid: 'rfc8032-1', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
}
