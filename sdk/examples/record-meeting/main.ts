import { readFileSync, writeFileSync } from 'node:fs'
import { createMandate, wavChunks } from '@mandate/sdk'
import { needed, settings } from '../settings.ts'

// Streams a WAV file as a meeting, corrects nothing, seals it, and keeps its minutes.
// The tenant needs a session configuration: in a clone `npm run -s tenant -- --tenant "$MANDATE_TENANT"` gives it one.
const { url, token } = settings(process.env)
const mandate = createMandate({ url, token })
const wav = readFileSync(needed(process.env, 'WAV'))

const { session_id, epoch } = await mandate.sessions.start({
  ...{ client_timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: 'en', title: 'Weekly meeting' },
})
const beganMs = Date.now()
await mandate.sessions.context(session_id, {
  ...{ current_speaker_id: 'Ines', topic: 'The roaster', effective_from: new Date(beganMs).toISOString() },
})
let last = 0
for (const { sequenceId, offsetMs, durationMs, bytes } of wavChunks(wav)) {
  const startedAt = new Date(beganMs + offsetMs)
  await mandate.sessions.append(session_id, {
    ...{ sequenceId, startedAt, durationMs, bytes, epoch, contentType: 'audio/wav' },
  })
  last = sequenceId
}
await mandate.sessions.finalize(session_id, { last_sequence_id: last })
const sealed = await mandate.sessions.waitFor(session_id)
if (sealed.document_url === undefined) throw new Error(`${sealed.status}: ${sealed.failure?.detail}`)

for await (const block of mandate.sessions.blocks(session_id))
  console.log(block.sequence_id, block.type, block.type === 'TEXT' ? block.text : '')
// An address for an hour, signed by the object store: no token goes there.
const document = await fetch(sealed.document_url)
writeFileSync('minutes.docx', new Uint8Array(await document.arrayBuffer()))
console.log(`session ${sealed.status}: minutes.docx, ${last} chunks, integrity hash ${sealed.integrity_hash}`)
