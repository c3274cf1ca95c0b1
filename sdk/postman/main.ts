import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { collection } from './collection.ts'

// The place of `npm run postman:generate`: the OpenAPI document from stdin becomes the collection beside this file.
const made = await collection(JSON.parse(await text(process.stdin)))
writeFileSync(resolve(import.meta.dirname, 'mandate.postman_collection.json'), `${JSON.stringify(made, null, 1)}\n`)
