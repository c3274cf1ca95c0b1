import { expect, it } from 'vitest'
import { credentialsRef, isCredentialsRef } from '#domain/action/credentials-ref.ts'

it.each([
  ['env:MANDATE_CRED_DEMO', { scheme: 'env', name: 'MANDATE_CRED_DEMO' }],
  ['file:/run/secrets/linkedin/demo.json', { scheme: 'file', path: '/run/secrets/linkedin/demo.json' }],
  ['file:/a/..b/.c', { scheme: 'file', path: '/a/..b/.c' }],
  ['aws:mandate/tenant-1/linkedin', { scheme: 'aws', secretId: 'mandate/tenant-1/linkedin' }],
  [
    'aws:arn:aws:secretsmanager:eu-central-1:123456789012:secret:demo-AbCdEf',
    { scheme: 'aws', secretId: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:demo-AbCdEf' },
  ],
])('%s names a place', (text, ref) => {
  expect(credentialsRef(text)).toEqual(ref)
  expect(isCredentialsRef(text)).toBe(true)
})

it.each([
  ['nothing', ''],
  ['a bare secret', 'AQX5-some-token'],
  ['another scheme', 'http://169.254.169.254/'],
  ['a variable in small letters', 'env:path'],
  ['a second line', 'env:MANDATE_CRED_A\nB'],
  ['a relative path', 'file:secrets/a.json'],
  ['a path upwards', 'file:/run/secrets/../../etc/passwd'],
  ['a path that ends upwards', 'file:/run/secrets/..'],
  ['a path with a NUL', 'file:/run/a\u0000.json'],
  ['a folder', 'file:/run/secrets/'],
  ['a file URL', 'file:///run/secrets/a.json'],
  ['a secret without a name', 'aws:'],
  ['a secret with a space', 'aws:a b'],
  ['what is too long', `aws:${'a'.repeat(2048)}`],
])('%s names none', (_, text) => {
  expect(isCredentialsRef(text)).toBe(false)
})
