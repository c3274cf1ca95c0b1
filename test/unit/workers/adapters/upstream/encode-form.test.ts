import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeForm } from '#workers/adapters/upstream/encode-form.ts'

it('a form is read back as it was, whatever the bytes and the texts', async () => {
  const text = fc.string({ unit: 'grapheme' }).filter(value => value.isWellFormed())
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), text, text, async (bytes, speaker_id, topic) => {
      const file = { name: 'audio', fileName: '7', type: 'audio/wav', bytes }
      const { contentType, body } = encodeForm({ file, fields: { speaker_id, topic } })
      const headers = { 'content-type': contentType }
      const form = await new Response(new Uint8Array(body), { headers }).formData()
      expect([form.get('speaker_id'), form.get('topic')]).toEqual([speaker_id, topic])
      const audio = form.get('audio') as File
      expect([audio.name, audio.type]).toEqual(['7', 'audio/wav'])
      expect(new Uint8Array(await audio.arrayBuffer())).toEqual(bytes)
    }),
  )
})
