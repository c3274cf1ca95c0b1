// Why a model gave no usable answer.
export class ModelFailed extends Error {
  /** `unavailable`: try later. `invalid`: it answered, twice, what nobody can use. `refused`: it will not answer this. */
  readonly kind: 'unavailable' | 'invalid' | 'refused'

  constructor(kind: ModelFailed['kind'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'ModelFailed'
    this.kind = kind
  }
}
