// What this process is doing right now, and the one way to stop a part of it.
import { MandateError } from '#domain/errors.ts'

interface Running {
  promise: Promise<string>
  controller: AbortController
  cancelled: boolean
}

/** Why work goes back: this process is leaving. */
export function draining(): MandateError {
  return new MandateError('DRAINING', 'the worker is stopping', { retryable: true })
}

export function isDraining(error: unknown): boolean {
  return error instanceof MandateError && error.code === 'DRAINING'
}

/** Steps in flight of one process. */
export class RunningSteps {
  readonly #steps = new Map<string, Running>()

  /** Runs a step unless it runs here already: a second delivery awaits the first, or it would complete the job under it. */
  once(stepId: string, run: (signal: AbortSignal) => Promise<string>): Promise<string> {
    const found = this.#steps.get(stepId)
    if (found !== undefined) return found.promise
    const controller = new AbortController()
    const promise = run(controller.signal).finally(() => this.#steps.delete(stepId))
    this.#steps.set(stepId, { promise, controller, cancelled: false })
    return promise
  }

  isCancelled(stepId: string): boolean {
    return this.#steps.get(stepId)?.cancelled ?? false
  }

  /** The step was closed by somebody: whatever is done for it is in vain. */
  cancel(stepId: string): void {
    const found = this.#steps.get(stepId)
    if (found === undefined || found.cancelled) return
    found.cancelled = true
    found.controller.abort(new MandateError('INVALID_STATE', 'the step was cancelled'))
  }

  /** The process is stopping. */
  abortAll(): void {
    for (const { controller } of this.#steps.values()) controller.abort(draining())
  }

  ids(): string[] {
    return [...this.#steps.keys()]
  }
}
