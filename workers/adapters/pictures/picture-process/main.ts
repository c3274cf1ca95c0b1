// A process that decodes pictures and nothing else: whatever a hostile one takes or breaks, it is gone with it.
import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { normalisePicture, restrictDecoders } from '../normalise-picture.ts'
import { PictureRefused } from '../picture-refused.ts'
import type { PictureAnswered, PictureAsked } from './picture-message.ts'

/** A little behind what people wait for. */
const NICENESS = 2

goFirst()
restrictDecoders()
// Whoever asked is gone.
process.once('disconnect', () => process.exit(1))
process.on('message', async (asked: PictureAsked) => process.send?.(await answer(asked)))

async function answer({ input, output, maxSide }: PictureAsked): Promise<PictureAnswered> {
  try {
    const normalised = await normalisePicture(input, output, maxSide)
    return { normalised, rssBytes: process.memoryUsage.rss() }
  } catch (error) {
    if (error instanceof PictureRefused) return { refused: { code: error.code, detail: error.message } }
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

/** Where memory runs out, this process is the one to end and not the worker. */
function goFirst(): void {
  try {
    setPriority(NICENESS)
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Only Linux knows it; elsewhere there is nothing to say in advance.
  }
}
