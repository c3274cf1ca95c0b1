// The secret of an endpoint: as its owner gets it once, and sealed as it is kept.
import { randomBytes } from 'node:crypto'
import type { Seal } from '../seal.ts'

/** @returns 32 random bytes as Standard Webhooks writes them */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** Bound to its endpoint: put beside another one it does not open. */
export function sealSecret(seal: Seal, webhookId: string, secret: string): string {
  return seal.close(secret, place(webhookId))
}

/** @throws Error when it was sealed under another key, or for another endpoint */
export function openSecret(seal: Seal, webhookId: string, sealed: string): string {
  return seal.open(sealed, place(webhookId))
}

const place = (webhookId: string) => `webhook ${webhookId}`
