// What approving is called, and which key does it.

/** @param isNew another content than the one on the screen a moment ago: a second press of the same key must not approve what nobody has read yet */
export function approveControl(isNew: boolean): { key: string; text: string } {
  return isNew ? { key: 'y', text: 'Approve as it is now' } : { key: 'a', text: 'Approve' }
}
