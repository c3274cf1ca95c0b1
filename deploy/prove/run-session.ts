// Records the demo's meeting through an API until it is sealed: `node deploy/prove/run-session.ts API_URL ADMIN_TOKEN SECRETARY_TOKEN OUT`.
// OUT becomes the sealed session as JSON. In containers nothing listens to speech, so core says how long there was some.
import { readFile, writeFile } from 'node:fs/promises'
import { createClient } from '#dev/demo/create-client.ts'
import { createSessionClient, SealedSession } from '#dev/demo/create-session-client.ts'
import { AUDIO_TYPE, readMeeting } from '#dev/demo/read-meeting.ts'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'

const [apiUrl = '', admin = '', secretary = '', out = ''] = process.argv.slice(2)
const DEADLINE_MS = 240_000
const CHUNKS = 6
const SKELETON = new URL('../../dev/skeleton/minutes.docx', import.meta.url)

const signal = AbortSignal.timeout(DEADLINE_MS)
const docx = new Uint8Array(await readFile(SKELETON))
const { version } = await setUpTenant({ apiUrl, token: admin, docx })
console.log(`the tenant has a skeleton, configuration ${version} is in force`)

const meeting = await readMeeting()
const client = createClient({ apiUrl, token: secretary, signal })
const sessions = createSessionClient(client)
const { client_timezone, title, picture } = meeting
const { session_id: id } = await sessions.start({ client_timezone, title })
const began = Date.now() - 3_600_000
const chunks = meeting.chunks.slice(0, CHUNKS)
for (const { sequence_id: sequenceId, at_s, audio } of chunks)
  await sessions.append(id, { sequenceId, startedAt: new Date(began + at_s * 1000), contentType: AUDIO_TYPE, audio })
await sessions.uploadPicture(id, { ...picture, capturedAt: new Date(began + 1000) })
const blocks = await sessions.blocksOnce(
  id,
  found => found.length >= CHUNKS && found.every(block => block.status === 'DONE'),
)
console.log(`${blocks.length} blocks: ${[...new Set(blocks.map(block => block.type))].join(', ')}`)

const sealed = await finalize(chunks.at(-1)?.sequence_id)
console.log(`sealed as version ${sealed.version}, ${sealed.custody.length} copies in custody`)
await writeFile(out, JSON.stringify(sealed))

/** Asked once, then looked at until it is sealed: a slow machine takes longer than a request may wait. */
async function finalize(lastSequenceId: number | undefined): Promise<SealedSession> {
  const asked = { body: { last_sequence_id: lastSequenceId }, headers: { prefer: 'wait=30' } }
  let { body, etag } = await client.call('POST', `/session/${id}/finalize`, asked)
  for (;;) {
    const { data } = SealedSession.safeParse(body)
    if (data !== undefined) return data
    await client.call('GET', `/session/${id}?wait=5`, { headers: { 'if-none-match': etag ?? '' } })
    ;({ body, etag } = await client.call('GET', `/session/${id}`))
  }
}
