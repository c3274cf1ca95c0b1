// Sealed tokens in memory, with leases that never run out by themselves: for stores that share one process.
import { randomBytes } from 'node:crypto'
import type { StoredTokens, TokenKey, TokenStorage } from '#domain/ports/token-storage.ts'

export interface MemoryTokens {
  storage: TokenStorage
  rows: Map<string, StoredTokens>
  leases: Map<string, string>
}

export function memoryTokenStorage(): MemoryTokens {
  const rows = new Map<string, StoredTokens>()
  const leases = new Map<string, string>()
  const nameOf = ({ tenantId, platform, account }: TokenKey) => [tenantId, platform, account].join(' ')
  const storage: TokenStorage = {
    load: async key => rows.get(nameOf(key)),
    async lease(key, _forMs) {
      if (leases.has(nameOf(key))) return undefined
      const lease = randomBytes(4).toString('hex')
      leases.set(nameOf(key), lease)
      return { ...(rows.get(nameOf(key)) ?? { sealed: undefined, version: 0 }), lease }
    },
    async save(key, sealed, version) {
      if ((rows.get(nameOf(key))?.version ?? 0) !== version) return false
      rows.set(nameOf(key), { sealed, version: version + 1 })
      leases.delete(nameOf(key))
      return true
    },
    async release(key, lease) {
      if (leases.get(nameOf(key)) === lease) leases.delete(nameOf(key))
    },
  }
  return { storage, rows, leases }
}
