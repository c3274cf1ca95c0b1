// Loaded into a worker before its own code: half of all jobs are forgotten the first time this process adds them.
import { Queue } from 'bullmq'

const seen = new Set<string>()
const addBulk = Queue.prototype.addBulk

Queue.prototype.addBulk = function lossy(jobs) {
  const kept = jobs.filter(job => {
    const id = String(job.opts?.jobId)
    if (seen.has(id)) return true
    seen.add(id)
    return Math.random() < 0.5
  })
  return kept.length === 0 ? Promise.resolve([]) : addBulk.call(this, kept)
}
