// Copies what was published from the object store into a folder beside the report, and makes sure that it is what was approved.
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { ContentPiece } from '#contracts/content-piece.ts'
import type { SavedImage } from './demo-record.ts'

/** @param env the settings of the world, of which S3_* are used */
export async function saveImages(
  pieces: readonly ContentPiece[],
  dir: string,
  env: Readonly<Record<string, string>>,
): Promise<SavedImage[]> {
  const { S3_ENDPOINT: endpoint = '', S3_REGION: region = '', S3_BUCKET: bucket = '' } = env
  const credentials = { accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' }
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
  const root = `${endpoint}/${bucket}/`
  await mkdir(dir, { recursive: true })
  try {
    return await Promise.all(
      pieces.flatMap(({ channel, media }) =>
        media.map(async ({ url, sha256, mime, width, height }) => {
          if (!url.startsWith(root)) throw new Error(`${url} is not in the object store at ${root}`)
          const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: url.slice(root.length) }))
          const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array()
          const found = createHash('sha256').update(bytes).digest('hex')
          if (found !== sha256) throw new Error(`${url} has the hash ${found}, approved was ${sha256}`)
          const path = join(dir, `${channel.replace(/[^\w-]+/g, '-').toLowerCase()}-${width}x${height}.png`)
          await writeFile(path, bytes)
          return { url, path, bytes, mime }
        }),
      ),
    )
  } finally {
    client.destroy()
  }
}
