// Finds emoji as people see them: a family of four is one.
export interface FoundEmoji {
  text: string
  index: number
}

/** Pictures in text style (™, ©, ❤ without its selector) are signs, not emoji. */
export function findEmoji(text: string): FoundEmoji[] {
  return [...text.matchAll(/\p{RGI_Emoji}|\p{Emoji_Presentation}/gv)].map(match => ({
    text: match[0],
    index: match.index,
  }))
}
