// `POST /act_X/adimages`: a picture for creatives, known from then on by the hash of its bytes.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { readPicture } from '../read-picture.ts'

const TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff']

const Params = z.strictObject({ bytes: z.base64(), name: z.string().optional() })

export async function uploadAdImage(call: GraphCall): Promise<Response> {
  const { world, account } = call
  const { bytes: base64 } = paramsOf(call, Params)
  const bytes = Buffer.from(base64, 'base64')
  const hash = createHash('md5').update(bytes).digest('hex')
  const picture = await readPicture(bytes, hash, TYPES)
  world.staged.set(hash, { id: hash, kind: 'adimage', account, createdAtMs: world.now().getTime(), picture })
  return Response.json({ images: { bytes: { hash, url: `https://scontent.example/${hash}` } } })
}
