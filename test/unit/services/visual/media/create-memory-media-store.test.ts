import { describe } from 'vitest'
import { createMemoryMediaStore } from '#services/visual/media/create-memory-media-store.ts'
import { mediaStoreContract } from '#test/contract/media-store.contract.ts'

describe('the media store in memory', () => {
  mediaStoreContract(createMemoryMediaStore)
})
