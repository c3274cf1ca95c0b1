// Every step of a chunk with who does it.
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { detectVoice } from '../adapters/audio/detect-voice.ts'
import { storeSettings } from '../adapters/media/store-settings.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import type { WorkerConfig } from '../config.ts'
import type { ChunkEnginePorts } from './chunk-engine.ts'
import { hearChunk } from './hear-chunk.ts'
import { transcribeChunk } from './transcribe-chunk.ts'

export function createChunkHandlers(config: WorkerConfig, core: Upstream): ChunkEnginePorts['handlers'] {
  const store = createS3ObjectStore(storeSettings(config))
  /** At most a chunk, 4 MiB. */
  const readAudio = async (objectKey: string, signal: AbortSignal) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await store.get(objectKey, { signal })).body) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  return {
    vad: hearChunk({ readAudio, detectVoice }),
    transcribe: transcribeChunk({
      ...{ core, readAudio },
      attempts: config.CORE_ATTEMPTS,
      againMs: config.CORE_AGAIN_MS,
    }),
  }
}
