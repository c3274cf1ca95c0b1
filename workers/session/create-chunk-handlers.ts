// Every step of a chunk with who does it.
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import { detectVoice } from '../adapters/audio/detect-voice.ts'
import { storeSettings } from '../adapters/media/store-settings.ts'
import type { Gate } from '../adapters/upstream/create-gate.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import type { WorkerConfig } from '../config.ts'
import type { ChunkEnginePorts } from './chunk-engine.ts'
import { fewAtOnce } from './few-at-once.ts'
import { hearChunk } from './hear-chunk.ts'
import { transcribeChunk } from './transcribe-chunk.ts'

/** Beyond what an append takes; audio comes in larger pieces by uploads, of 64 MiB at most. */
const LARGE = { overBytes: 4 * 1024 * 1024, places: 2 }

export function createChunkHandlers(
  config: WorkerConfig,
  { core, gate }: { core: Upstream; gate: Gate },
): ChunkEnginePorts['handlers'] {
  const store = createS3ObjectStore(storeSettings(config))
  const custody = createS3ObjectStore({ ...storeSettings(config), bucket: config.S3_CUSTODY_BUCKET })
  const readAudio = async (objectKey: string, signal: AbortSignal) => {
    const reading = await store.get(objectKey, { signal }).catch(error => {
      // A correction may come so late that only custody has the audio of what it corrects.
      if (error instanceof ObjectStoreError && error.reason === 'NO_SUCH_OBJECT')
        return custody.get(objectKey, { signal })
      throw error
    })
    const chunks: Uint8Array[] = []
    for await (const chunk of reading.body) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  const few = fewAtOnce(LARGE)
  return {
    vad: few(hearChunk({ readAudio, detectVoice })),
    transcribe: few(
      transcribeChunk({
        ...{ core, gate, readAudio },
        attempts: config.CORE_ATTEMPTS,
        againMs: config.CORE_AGAIN_MS,
      }),
    ),
  }
}
