import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { parseS3Request, type S3Request } from '#dev/object-store/s3-request.ts'
import { type Credentials, createAuthenticate, sha256Hex } from '#dev/object-store/sigv4.ts'

// The worked examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
// and https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
}
const signedAtMs = Date.UTC(2013, 4, 24)
const scope = '20130524/us-east-1/s3/aws4_request'

const authenticate = async (sent: S3Request, known: Credentials, nowMs: number) =>
  createAuthenticate(known)(sent, nowMs)

describe('a signature in the header', () => {
  it.each([
    {
      what: 'a GET with a range',
      method: 'GET',
      url: '/test.txt',
      headers: { range: 'bytes=0-9', 'x-amz-content-sha256': sha256Hex('') },
      names: 'host;range;x-amz-content-sha256;x-amz-date',
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    {
      what: 'a PUT of a key that needs encoding',
      method: 'PUT',
      url: '/test%24file.text',
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': sha256Hex('Welcome to Amazon S3.'),
      },
      names: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    {
      what: 'a sub-resource without a value',
      method: 'GET',
      url: '/?lifecycle',
      headers: { 'x-amz-content-sha256': sha256Hex('') },
      names: 'host;x-amz-content-sha256;x-amz-date',
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      what: 'a list with parameters',
      method: 'GET',
      url: '/?max-keys=2&prefix=J',
      headers: { 'x-amz-content-sha256': sha256Hex('') },
      names: 'host;x-amz-content-sha256;x-amz-date',
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ])('of $what is accepted as AWS computed it', async ({ method, url, headers, names, signature }) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope},SignedHeaders=${names},Signature=${signature}`
    const sent = { ...headers, 'x-amz-date': '20130524T000000Z', authorization }
    const signed = await authenticate(request(method, url, sent), credentials, signedAtMs)
    expect(signed.seed.signature).toBe(signature)
  })

  const lifecycle = (change: Record<string, string> = {}, url = '/?lifecycle') =>
    request('GET', url, {
      'x-amz-content-sha256': sha256Hex(''),
      'x-amz-date': '20130524T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543`,
      ...change,
    })
  const authorizationOf = (authorization: string) => ({ authorization })
  const original = lifecycle().headers.authorization ?? ''

  it.each([
    ['another path', lifecycle({}, '/x?lifecycle'), 'SignatureDoesNotMatch'],
    ['another parameter', lifecycle({}, '/?lifecycle&prefix=x'), 'SignatureDoesNotMatch'],
    ['another host', lifecycle({ host: 'evil' }), 'SignatureDoesNotMatch'],
    ['another payload', lifecycle({ 'x-amz-content-sha256': sha256Hex('x') }), 'SignatureDoesNotMatch'],
    ['a header that nobody signed', lifecycle({ 'x-amz-meta-role': 'admin' }), 'AccessDenied'],
    ['a host that nobody signed', lifecycle(authorizationOf(original.replace('host;', ''))), 'AccessDenied'],
    ['another access key', lifecycle(authorizationOf(original.replace('AKIA', 'AKIB'))), 'InvalidAccessKeyId'],
    [
      'another region',
      lifecycle(authorizationOf(original.replace('us-east-1', 'eu-west-1'))),
      'AuthorizationHeaderMalformed',
    ],
    ['another service', lifecycle(authorizationOf(original.replace('/s3/', '/sts/'))), 'AuthorizationHeaderMalformed'],
    [
      'another day in its scope',
      lifecycle(authorizationOf(original.replace('20130524', '20130525'))),
      'AuthorizationHeaderMalformed',
    ],
    [
      'no signature',
      lifecycle(authorizationOf(original.replace(/, Signature=.*/, ''))),
      'AuthorizationHeaderMalformed',
    ],
    ['another scheme', lifecycle({ authorization: 'AWS key:signature' }), 'InvalidRequest'],
    ['no date', lifecycle({ 'x-amz-date': '' }), 'AccessDenied'],
    ['nothing signed at all', request('GET', '/', {}), 'AccessDenied'],
    ['two signatures', lifecycle({}, '/?X-Amz-Signature=x'), 'InvalidArgument'],
  ])('with %s is refused', async (_what, sent, code) => {
    await expect(authenticate(sent, credentials, signedAtMs)).rejects.toMatchObject({ code })
  })

  it('made with another secret is refused', async () => {
    const other = { ...credentials, secretAccessKey: 'another' }
    await expect(authenticate(lifecycle(), other, signedAtMs)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
  })

  it('holds fifteen minutes to both sides of the clock and not a second more', async () => {
    for (const offMs of [-15 * 60_000, 15 * 60_000]) {
      await expect(authenticate(lifecycle(), credentials, signedAtMs + offMs)).resolves.toBeDefined()
      const later = signedAtMs + offMs + Math.sign(offMs) * 1000
      await expect(authenticate(lifecycle(), credentials, later)).rejects.toMatchObject({
        code: 'RequestTimeTooSkewed',
        status: 403,
      })
    }
  })
})

describe('a presigned URL', () => {
  const url = (more = '', expires = '86400') =>
    `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404${more}`

  it('is accepted as AWS computed it, from a quarter of an hour before until it ends', async () => {
    for (const afterMs of [-15 * 60_000, 0, 86_399_999]) {
      const signed = await authenticate(request('GET', url(), {}), credentials, signedAtMs + afterMs)
      expect(signed).toMatchObject({ presigned: true, payloadHash: 'UNSIGNED-PAYLOAD' })
    }
  })

  it.each([
    ['after its end', request('GET', url(), {}), 86_400_000, 'AccessDenied', 'Request has expired'],
    ['long before its date', request('GET', url(), {}), -16 * 60_000, 'AccessDenied', 'not yet valid'],
    ['with a longer life', request('GET', url('', '86401'), {}), 0, 'SignatureDoesNotMatch', ''],
    ['with more than a week', request('GET', url('', '604801'), {}), 0, 'AuthorizationQueryParametersError', 'week'],
    ['with a life that is no number', request('GET', url('', 'long'), {}), 0, 'AuthorizationQueryParametersError', ''],
    [
      'with another parameter',
      request('GET', url('&response-content-type=text/html'), {}),
      0,
      'SignatureDoesNotMatch',
      '',
    ],
    ['with another method', request('PUT', url(), {}), 0, 'SignatureDoesNotMatch', ''],
    [
      'with a header that nobody signed',
      request('GET', url(), { 'x-amz-meta-a': 'b' }),
      0,
      'AccessDenied',
      'not signed',
    ],
  ])('is refused %s', async (_when, sent, afterMs, code, message) => {
    const outcome = authenticate(sent, credentials, signedAtMs + afterMs)
    await expect(outcome).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })
})

function request(method: string, url: string, headers: Record<string, string>): S3Request {
  const incoming = new IncomingMessage(new Socket())
  incoming.method = method
  incoming.url = url
  incoming.headers = { host: 'examplebucket.s3.amazonaws.com', ...headers }
  return parseS3Request(incoming)
}
