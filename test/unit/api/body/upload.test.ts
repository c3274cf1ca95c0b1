import { expect, it } from 'vitest'
import { demandUploadType, parseUpload } from '#api/body/upload.ts'

const SPEC = { mediaType: 'image/png', maxBytes: 100, field: 'file', fields: { name: 'What it is called' } }
const file = (bytes = 3, name = 'a.png') => new File(['x'.repeat(bytes)], name)

async function parsed(parts: [string, string | File][]) {
  const form = new FormData()
  for (const [name, value] of parts) typeof value === 'string' ? form.append(name, value) : form.append(name, value)
  const response = new Response(form)
  const contentType = response.headers.get('content-type')
  return parseUpload(new Uint8Array(await response.arrayBuffer()), contentType, SPEC)
}

it.each([null, '', 'image/jpeg', 'application/json', 'multipart/mixed', 'image/png2'])('type %j is refused', type => {
  expect(() => demandUploadType(type, SPEC)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' }))
})

it('the raw body may be as long as the file, a form a little longer', () => {
  expect(demandUploadType('Image/PNG; x=y', SPEC)).toBe(100)
  expect(demandUploadType('multipart/form-data; boundary=x', SPEC)).toBe(100 + 64 * 1024)
})

it('a form gives its file and its texts', async () => {
  const { bytes, fileName, fields } = await parsed([
    ['name', 'Ä'],
    ['file', file()],
  ])
  expect([Buffer.from(bytes).toString(), fileName, fields]).toEqual(['xxx', 'a.png', { name: 'Ä' }])
})

it.each<[string, [string, string | File][], object]>([
  ['without the file', [['name', 'a']], { code: 'VALIDATION_FAILED' }],
  ['with a text for the file', [['file', 'a']], { code: 'VALIDATION_FAILED' }],
  [
    'with two files',
    [
      ['file', file()],
      ['file', file()],
    ],
    { code: 'VALIDATION_FAILED' },
  ],
  [
    'with another part',
    [
      ['file', file()],
      ['constructor', 'a'],
    ],
    { code: 'VALIDATION_FAILED' },
  ],
  [
    'with a text twice',
    [
      ['file', file()],
      ['name', 'a'],
      ['name', 'b'],
    ],
    { code: 'VALIDATION_FAILED' },
  ],
  [
    'with a file for a text',
    [
      ['file', file()],
      ['name', file()],
    ],
    { code: 'VALIDATION_FAILED' },
  ],
  ['with too large a file', [['file', file(101)]], { code: 'PAYLOAD_TOO_LARGE' }],
])('a form %s is refused', async (_, parts, error) => {
  await expect(parsed(parts)).rejects.toMatchObject(error)
})

it.each(['multipart/form-data', 'multipart/form-data; boundary=y'])(
  'what is no form, as %s, is malformed',
  async type => {
    await expect(parseUpload(new Uint8Array([1, 2]), type, SPEC)).rejects.toMatchObject({ code: 'MALFORMED_REQUEST' })
  },
)
