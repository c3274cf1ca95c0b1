// Uploads a picture as a form, as a browser would.
import type { TestApi } from './open-test-api.ts'

export interface UploadedAsset {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  body: any
}

export interface AssetUpload {
  name?: string
  type?: string
  fields?: Record<string, string>
  as?: string
  headers?: Record<string, string>
}

export async function uploadAssetTo(
  api: Pick<TestApi, 'url' | 'tokens'>,
  sessionId: string,
  bytes: Uint8Array,
  { name = 'a.jpg', type = 'image/jpeg', fields = {}, as = api.tokens.ada, headers = {} }: AssetUpload = {},
): Promise<UploadedAsset> {
  const form = new FormData()
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name)
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  const response = await fetch(`${api.url}/api/v1/session/${sessionId}/upload-asset`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, ...headers },
    body: form,
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
