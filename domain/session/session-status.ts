// Where a recording session can stand.

export const SESSION_STATUSES = [
  /** In: start, resurrect. Out: finalize (DRAINING), idleness (ABANDONED). */
  'RECORDING',
  /** In: finalize. Out: once every chunk has its block (BUILDING). */
  'DRAINING',
  /** In: the assembly is frozen. Out: the documents are there (SEALING), or can't be made (BUILD_FAILED). */
  'BUILDING',
  /** In: the documents are there. Out: guard signed and custody holds (FINALIZED), or not yet (GUARD_FAILED, CUSTODY_FAILED). */
  'SEALING',
  /** In: every custody copy is verified. Out: never. */
  'FINALIZED',
  'BUILD_FAILED',
  'GUARD_FAILED',
  'CUSTODY_FAILED',
  /** In: nothing came for too long. Out: resurrect. */
  'ABANDONED',
] as const
export type SessionStatus = (typeof SESSION_STATUSES)[number]
