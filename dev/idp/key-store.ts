import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { writeAtomically } from '#dev/supervisor/write-atomically.ts'

/** The provider's signing keys on disk, newest first: what `token.ts` signs with, whether the provider runs or not. */
export type SigningAlgorithm = 'EdDSA' | 'ES256'
export type SigningKey = JWK & { readonly kid: string; readonly alg: SigningAlgorithm }

const algorithms: readonly SigningAlgorithm[] = ['EdDSA', 'ES256']

/** The keys in `dir`, made when there are none. Of two programs that make them at once, one wins and both use its keys. */
export async function loadKeys(dir: string): Promise<SigningKey[]> {
  const found = readKeys(dir)
  if (found) return found
  mkdirSync(dir, { recursive: true })
  const draft = `${pathIn(dir)}.${process.pid}.draft`
  writeFileSync(draft, JSON.stringify({ keys: await newPair() }), { mode: 0o600 })
  try {
    linkSync(draft, pathIn(dir))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readKeys(dir) ?? []
}

/** New keys in front; the former ones stay published unless they are retired, which makes their tokens worthless at once. */
export async function rotateKeys(dir: string, retire: boolean): Promise<SigningKey[]> {
  const former = retire ? [] : await loadKeys(dir)
  const keys = [...(await newPair()), ...former]
  writeAtomically(pathIn(dir), JSON.stringify({ keys }))
  return keys
}

/** The key that new tokens of that algorithm are signed with. */
export function currentKey(keys: readonly SigningKey[], algorithm: SigningAlgorithm = 'EdDSA'): SigningKey {
  const key = keys.find(({ alg }) => alg === algorithm)
  if (!key) throw new Error(`the identity provider has no ${algorithm} key`)
  return key
}

function readKeys(dir: string): SigningKey[] | undefined {
  try {
    return (JSON.parse(readFileSync(pathIn(dir), 'utf8')) as { keys: SigningKey[] }).keys
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function newPair(): Promise<SigningKey[]> {
  return Promise.all(
    algorithms.map(async alg => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true })
      const jwk = await exportJWK(privateKey)
      return { ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) }
    }),
  )
}

function pathIn(dir: string): string {
  return join(dir, 'keys.json')
}
