// A failure after something was made: its id must not be lost with it.

/** What failed is the `cause`; it decides how the command exits. */
export class AboutSubject extends Error {
  override readonly name = 'AboutSubject'
  /** For programs: `{session_id}` and the like. */
  readonly facts: Readonly<Record<string, string>>

  /** @param hint for people: what there is, and how to go on with it */
  constructor(cause: unknown, facts: Readonly<Record<string, string>>, hint: string) {
    super(hint, { cause })
    this.facts = facts
  }
}
