// A BullMQ worker that fills free slots with parallel fetches ("lanes"): stock workers fetch one job after another, and chained
// queues then lose a third to a half of their throughput. Everything else is the stock worker's: locks, stalls, signals, close.
import { type Job, Worker } from 'bullmq'

/** Only for queues without a limiter and without effects on the outside; acting queues use the stock Worker. */
export class LaneWorker extends Worker {
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

  async #fillLanes(): Promise<void> {
    const client = await this.backend.client
    const lanes = new Set<Promise<void>>()
    let tokens = 0
    let laneFreed = () => {}
    const room = () => this.concurrency - lanes.size
    const token = () => `${this.id}:${tokens++}`

    const follow = async (first: Job) => {
      let job: Job | undefined = first
      while (job) {
        const next = await this.processJob(job, job.token ?? '', () => !this.closing && lanes.size <= this.concurrency)
        job = next || undefined
      }
    }
    const open = (job: Job) => {
      const lane: Promise<void> = follow(job)
        .catch(error => {
          this.emit('error', error as Error)
        })
        .finally(() => {
          lanes.delete(lane)
          laneFreed()
        })
      lanes.add(lane)
    }

    while (!this.closing) {
      if (room() <= 0) {
        await new Promise<void>(resolve => {
          laneFreed = resolve
        })
        continue
      }
      try {
        const first = await this.getNextJob(token())
        if (!first) continue
        open(first)
        const [plain, prioritized] = await Promise.all([
          client.llen(this.toKey('wait')),
          client.zcard(this.toKey('prioritized')),
        ])
        const length = Math.max(0, Math.min(room(), plain + prioritized))
        const more = await Promise.all(Array.from({ length }, () => this.moveToActive(token())))
        for (const job of more) if (job) open(job)
      } catch (error) {
        if (this.closing) break
        this.emit('error', error as Error)
        await this.delay(500)
      }
    }
    await Promise.all(lanes)
  }
}
