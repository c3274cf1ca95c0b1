import type { Adapter, AdapterPayload } from 'oidc-provider'

/** Where the provider keeps sign-ins under way. They live as long as the process: access tokens need no memory, being signed. */
export function createMemoryAdapter(): (model: string) => Adapter {
  const entries = new Map<string, { model: string; id: string; payload: AdapterPayload; expiresAtMs: number }>()
  const keyOf = (model: string, id: string) => `${model}:${id}`
  const live = (key: string) => {
    const entry = entries.get(key)
    if (entry && entry.expiresAtMs <= Date.now()) entries.delete(key)
    return entries.get(key)?.payload
  }
  const findBy = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    const entry = [...entries.values()].find(candidate => candidate.model === model && matches(candidate.payload))
    return entry && live(keyOf(model, entry.id))
  }
  return model => ({
    upsert: async (id, payload, expiresIn) => {
      const expiresAtMs = expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY
      entries.set(keyOf(model, id), { model, id, payload, expiresAtMs })
    },
    find: async id => live(keyOf(model, id)),
    findByUid: async uid => findBy(model, payload => payload.uid === uid),
    findByUserCode: async userCode => findBy(model, payload => payload.userCode === userCode),
    consume: async id => {
      const payload = live(keyOf(model, id))
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async id => void entries.delete(keyOf(model, id)),
    // Of this model only: a sign-in under way names the former person's grant, and must outlive that person's sign-out.
    revokeByGrantId: async grantId => {
      for (const [key, entry] of entries)
        if (entry.model === model && entry.payload.grantId === grantId) entries.delete(key)
    },
  })
}
