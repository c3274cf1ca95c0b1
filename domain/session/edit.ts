// What people corrected in a block: the last word on each field counts, whatever core says before or afterwards.

export interface BlockEdit {
  text?: string
  restricted?: boolean
  /** null: where the text stands without one. */
  targetPlaceholder?: string | null
}

/** All corrections of a block taken together. */
export interface MergedEdit extends BlockEdit {
  /** `sub` of whoever had the last word. */
  editedBy: string
}

/** @param edits in the order in which they were made */
export function mergeEdits(edits: readonly (BlockEdit & { by: string })[]): MergedEdit | undefined {
  const last = edits.at(-1)
  if (last === undefined) return undefined
  const { by: _, ...merged } = Object.assign({}, ...edits) as BlockEdit & { by: string }
  return { ...merged, editedBy: last.by }
}
