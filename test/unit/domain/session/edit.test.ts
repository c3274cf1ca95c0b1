import { describe, expect, it } from 'vitest'
import { mergeEdits } from '#domain/session/edit.ts'

describe('corrections of a block', () => {
  it('of nothing are none', () => {
    expect(mergeEdits([])).toBeUndefined()
  })

  it('count field by field, the last word each, and name who had it', () => {
    const edits = [
      { text: 'one', restricted: true, by: 'ada' },
      { text: 'two', by: 'bob' },
      { targetPlaceholder: null, by: 'eve' },
    ]
    expect(mergeEdits(edits)).toEqual({ text: 'two', restricted: true, targetPlaceholder: null, editedBy: 'eve' })
  })
})
