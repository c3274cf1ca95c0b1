// Whether a post on LinkedIn is the one that we may have published. Pure.
import type { LinkedinPost } from './client.ts'
import { unescapeLittleText } from './little-text.ts'

export interface Wanted {
  author: string
  text: string
  /** How many images it has. */
  images: number
  /** Their URNs, as far as they are known. */
  imageUrns: readonly string[]
  /** Milliseconds since 1970: nothing earlier is ours. */
  fromMs: number
  /** Posts of other actions. */
  known: ReadonlySet<string>
}

/**
 * `certain`: its images are ours, and nobody else has them. `same`: text, author, time and number of images are.
 * `cut`: it ends where LinkedIn cuts a text, and up to there it is ours: a person has to look.
 */
export type Match = 'certain' | 'same' | 'cut' | 'other'

const RESERVED = /^[\\|{}@[\]()<>#*_~]/

export function matchPost(found: LinkedinPost, wanted: Wanted): Match {
  if (found.author !== wanted.author || found.createdAt < wanted.fromMs || wanted.known.has(found.id)) return 'other'
  const [text, ours] = [normalised(unescapeLittleText(found.commentary)), normalised(wanted.text)]
  const images = imagesIn(found)
  const isCertain = images.length > 0 && images.join() === wanted.imageUrns.join()
  if (text === ours) {
    if (isCertain) return 'certain'
    return ours !== '' && images.length === wanted.images ? 'same' : 'other'
  }
  const isCut = ours.startsWith(text) && RESERVED.test(ours.slice(text.length).trimStart())
  return isCertain || (isCut && text !== '') ? 'cut' : 'other'
}

function imagesIn({ content }: LinkedinPost): string[] {
  return [content?.media, ...(content?.multiImage?.images ?? [])].flatMap(image => image?.id ?? [])
}

/** What a platform may do to a text without changing it for a reader. */
function normalised(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim()
}
