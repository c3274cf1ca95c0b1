// What every store of Visual's cards keeps, the one in memory and the one behind the S3 API.
import { expect, it } from 'vitest'
import { type MediaStore, MediaStoreFailed } from '#services/visual/media/media-store.ts'

export function mediaStoreContract(open: () => MediaStore): void {
  const bytes = Buffer.from('not really a PNG')
  const key = 'media/tenant/campaign/card.png'

  it('gives back the bytes under the address that it gave', async () => {
    const store = open()
    const url = await store.put(key, bytes, 'image/png')
    expect(Buffer.from(await store.get(url))).toEqual(bytes)
  })

  it('gives a plain address that ends in the key and never changes', async () => {
    const store = open()
    const url = await store.put(key, bytes, 'image/png')
    expect(await store.put(key, bytes, 'image/png')).toBe(url)
    expect(url.endsWith(`/${key}`)).toBe(true)
    expect(new URL(url).search).toBe('')
  })

  it('says MediaStoreFailed for what is not there', async () => {
    const store = open()
    const url = await store.put(key, bytes, 'image/png')
    await expect(store.get(`${url}.not-there`)).rejects.toBeInstanceOf(MediaStoreFailed)
    await expect(store.get('https://elsewhere.example/card.png')).rejects.toBeInstanceOf(MediaStoreFailed)
  })
}
