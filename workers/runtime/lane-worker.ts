// A BullMQ worker that fills free slots with parallel fetches ("lanes"): stock workers fetch one job after another, and chained
// queues then lose a third to a half of their throughput. Everything else is the stock worker's: locks, stalls, signals, close.
import { type Job, Worker } from 'bullmq'

/** Only for queues without a limiter and without effects on the outside; acting queues use the stock Worker. */
export class LaneWorker extends Worker {
  /** One for each job that runs here; it goes on with the next while there is one. */
  readonly #lanes = new Set<Promise<void>>()
  #roomFreed = () => {}
  /** Slots that a fetch under way may fill. */
  #fetching = 0
  readonly #takes = new Set<Promise<void>>()
  #tokens = 0
  /** How many jobs were waiting behind the one that the main loop fetched last. */
  #left = 0
  /** Jobs wait that no marker tells of: a lane that ends its job asks for the next one with it. */
  #more = false

  override async run(): Promise<void> {
    if (this.running) throw new Error('the worker is running already')
    this.running = true
    try {
      await this.startStalledCheckTimer()
      this.lockManager.start()
      this.mainLoopRunning = this.#fillLanes() // what close() waits for
      await this.mainLoopRunning
    } finally {
      this.running = false
    }
  }

  /**
   * Fetches what this process has just sent into the queue, behind it on the same connection: a marker would come two round
   * trips later. What it gets is the queue's choice, so that nobody jumps the line.
   * @param count how many jobs were sent
   */
  take(count: number): void {
    if (!this.running || this.closing || this.paused) return
    if (count > this.#room()) this.#more = true
    const take: Promise<void> = this.#fetch(Math.min(this.#room(), count))
      .catch(error => {
        if (!this.closing) this.emit('error', error as Error)
      })
      .finally(() => {
        this.#takes.delete(take)
      })
    this.#takes.add(take)
  }

  async #fillLanes(): Promise<void> {
    while (!this.closing) {
      if (this.#room() <= 0) {
        this.#more = true // nobody looks for a marker now
        await new Promise<void>(resolve => {
          this.#roomFreed = resolve
        })
        continue
      }
      try {
        const first = await this.#holding(1, () => this.getNextJob(this.#token()))
        if (!first) continue
        this.#open(first)
        const length = Math.min(this.#room(), this.#left)
        this.#more = this.#left > length
        await this.#fetch(length)
        // All that waited is here, and what comes now has a marker: the next look is a blocking one.
        if (!this.#more) await this.nextJobFromJobData()
      } catch (error) {
        if (this.closing) break
        this.emit('error', error as Error)
        await this.delay(500)
      }
    }
    await Promise.all(this.#takes)
    await Promise.all(this.#lanes)
  }

  /** What the main loop fetches with: the same round trip tells how many to fetch beside it. */
  protected override async moveToActive(token: string, name?: string): Promise<Job> {
    // Together, or one that fails while the other is awaited would be nobody's.
    const [waiting, job]: [number, Job | undefined] = await Promise.all([
      this.#countWaiting(),
      super.moveToActive(token, name),
    ])
    this.#left = Math.max(0, waiting - (job === undefined ? 0 : 1))
    return job as Job // the stock worker gives undefined here, too
  }

  async #countWaiting(): Promise<number> {
    const client = await this.backend.client
    const [plain, prioritized] = await Promise.all([
      client.llen(this.toKey('wait')),
      client.zcard(this.toKey('prioritized')),
    ])
    return plain + prioritized
  }

  async #fetch(count: number): Promise<void> {
    if (count <= 0) return
    const fetchAll = () => Promise.all(Array.from({ length: count }, () => super.moveToActive(this.#token())))
    for (const job of await this.#holding(count, fetchAll)) if (job) this.#open(job)
  }

  async #holding<T>(slots: number, fetch: () => Promise<T>): Promise<T> {
    this.#fetching += slots
    try {
      return await fetch()
    } finally {
      this.#fetching -= slots
      this.#roomFreed() // it may have found nothing, and then no lane ends that would tell
    }
  }

  #open(job: Job): void {
    const lane: Promise<void> = this.#follow(job)
      .catch(error => {
        this.emit('error', error as Error)
      })
      .finally(() => {
        this.#lanes.delete(lane)
        this.#roomFreed()
      })
    this.#lanes.add(lane)
  }

  async #follow(first: Job): Promise<void> {
    let job: Job | undefined = first
    while (job) {
      let asked = false
      const next = await this.processJob(job, job.token ?? '', () => {
        asked = this.#more && this.#room() >= 0
        return asked
      })
      job = next || undefined
      if (asked && job === undefined) this.#more = false
    }
  }

  #room(): number {
    return this.concurrency - this.#lanes.size - this.#fetching
  }

  #token(): string {
    return `${this.id}:${this.#tokens++}`
  }
}
