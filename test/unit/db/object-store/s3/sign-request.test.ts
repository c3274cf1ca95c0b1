import { Hash } from '@smithy/core/serde'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodePath, encodeStrictly, signRequest } from '#db/object-store/s3/sign-request.ts'

const credentials = { accessKeyId: 'local/key', secretAccessKey: 'a secret' }
const host = 'store.example:3003'
const sign = signRequest({ host, region: 'eu-west-1', ...credentials })
const theirs = new SignatureV4({
  ...{ service: 's3', region: 'eu-west-1', credentials, uriEscapePath: false, applyChecksum: false },
  sha256: Hash.bind(null, 'sha256'),
})

describe('a signed request', () => {
  it('is signed as AWS signs it, whatever key, version, type and time', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter(key => key.isWellFormed())
    const type = fc.stringMatching(/^[a-z]{1,8}\/[a-z0-9 +;="]{1,20}$/)
    const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    await fc.assert(
      fc.asyncProperty(text, fc.option(text), type, time, async (key, versionId, contentType, now) => {
        const path = encodePath(`/bucket/${key}`)
        const headers = { 'content-type': contentType, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
        const query = versionId === null ? '' : `versionId=${encodeStrictly(versionId)}`
        const ours = sign({ method: 'PUT', path, query, headers }, now)
        const whole = {
          ...{ method: 'PUT', protocol: 'http:', hostname: host, path, headers: { ...headers, host } },
          query: versionId === null ? {} : { versionId },
        }
        const signed = await theirs.sign(whole, { signingDate: now })
        expect(ours.authorization).toBe(signed.headers.authorization)
      }),
    )
  })
})
