import { Hash } from '@smithy/core/serde'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AwsChunkedOptions, decodeAwsChunked } from '#dev/object-store/aws-chunked.ts'

// The worked examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html
const signer = new SignatureV4({
  service: 's3',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  sha256: Hash.bind(null, 'sha256'),
})
const signingDate = new Date('2013-05-24T00:00:00Z')
const seed = (signature: string) => ({
  signature,
  longDate: '20130524T000000Z',
  scope: '20130524/us-east-1/s3/aws4_request',
  sign: (text: string) => signer.sign(text, { signingDate }),
})

const PLAIN = {
  seed: seed('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9'),
  wire: [
    '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    'a'.repeat(65536),
    '400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'a'.repeat(1024),
    '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    '',
    '',
  ].join('\r\n'),
}

const TRAILER = {
  seed: seed('106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e'),
  wire: [
    '10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    'a'.repeat(65536),
    '400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    'a'.repeat(1024),
    '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
    'x-amz-checksum-crc32c:sOO8/Q==',
    'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
    '',
    '',
  ].join('\r\n'),
}

describe('a body in signed chunks', () => {
  it('decodes as AWS signed it, however the network cuts it', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: PLAIN.wire.length - 1 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(cuts, async at => {
        expect(await decode(PLAIN.wire, { seed: PLAIN.seed }, at)).toBe('a'.repeat(66560))
      }),
      { numRuns: 30 },
    )
  })

  it('is refused when any byte of it was changed', async () => {
    for (const at of [0, 30, 85, 100, 65_700, 65_720, 66_900, PLAIN.wire.length - 20]) {
      const wrong = `${PLAIN.wire.slice(0, at)}${PLAIN.wire[at] === 'b' ? 'c' : 'b'}${PLAIN.wire.slice(at + 1)}`
      await expect(decode(wrong, { seed: PLAIN.seed })).rejects.toMatchObject({ status: expect.any(Number) })
    }
  })

  it('is refused when it ends early, has chunks out of order or more after the last', async () => {
    const lines = PLAIN.wire.split('\r\n')
    const swapped = [lines[2], lines[3], lines[0], lines[1], ...lines.slice(4)].join('\r\n')
    await expect(decode(swapped, { seed: PLAIN.seed })).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
    for (const end of [10, 1000, 65_650, PLAIN.wire.length - 90]) {
      await expect(decode(PLAIN.wire.slice(0, end), { seed: PLAIN.seed })).rejects.toMatchObject({
        code: 'IncompleteBody',
      })
    }
    await expect(decode(`${PLAIN.wire}more`, { seed: PLAIN.seed })).rejects.toMatchObject({ code: 'InvalidRequest' })
  })

  it('gives its signed trailer, and is refused with another one or none', async () => {
    const trailers: Record<string, string> = {}
    const options = {
      seed: TRAILER.seed,
      trailerNames: new Set(['x-amz-checksum-crc32c']),
      onTrailer: (name: string, value: string) => {
        trailers[name] = value
      },
    }
    expect(await decode(TRAILER.wire, options)).toBe('a'.repeat(66560))
    expect(trailers).toEqual({ 'x-amz-checksum-crc32c': 'sOO8/Q==' })
    const wrong = { code: 'SignatureDoesNotMatch' }
    await expect(decode(TRAILER.wire.replace('sOO8', 'sOO9'), options)).rejects.toMatchObject(wrong)
    await expect(decode(TRAILER.wire.replace(/x-amz-trailer-signature.*\r\n/, ''), options)).rejects.toMatchObject(
      wrong,
    )
  })
})

describe('a body in unsigned chunks', () => {
  const wire = '5\r\nhello\r\n0\r\nx-amz-checksum-sha256:abc\r\n\r\n'

  it('gives its bytes and the trailer that was announced', async () => {
    const seen: string[] = []
    const options = {
      trailerNames: new Set(['x-amz-checksum-sha256']),
      onTrailer: (name: string, value: string) => void seen.push(`${name}=${value}`),
    }
    expect(await decode(wire, options)).toBe('hello')
    expect(seen).toEqual(['x-amz-checksum-sha256=abc'])
  })

  it('is refused with a trailer that nobody announced, or a chunk longer or shorter than it says', async () => {
    await expect(decode(wire, { trailerNames: new Set<string>() })).rejects.toMatchObject({
      code: 'MalformedTrailerError',
    })
    await expect(decode('4\r\nhello\r\n0\r\n\r\n', {})).rejects.toMatchObject({ code: 'IncompleteBody' })
    await expect(decode('6\r\nhello\r\n0\r\n\r\n', {})).rejects.toMatchObject({ status: 400 })
    await expect(decode('x\r\n', {})).rejects.toMatchObject({ code: 'InvalidRequest' })
  })
})

async function decode(wire: string, options: Partial<AwsChunkedOptions>, cuts: number[] = []): Promise<string> {
  const at = [0, ...cuts.toSorted((a, b) => a - b), wire.length]
  const pieces = at.slice(1).map((end, n) => Buffer.from(wire.slice(at[n], end), 'latin1'))
  const source = (async function* () {
    yield* pieces
  })()
  let plain = ''
  const all = { seed: undefined, trailerNames: undefined, onTrailer: () => {}, ...options }
  for await (const chunk of decodeAwsChunked(source, all)) plain += chunk.toString('latin1')
  return plain
}
