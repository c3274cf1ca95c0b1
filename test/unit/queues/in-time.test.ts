import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { inTime, tooLate } from '#queues/in-time.ts'

const never = new Promise<never>(() => {})

describe('inTime', () => {
  it('gives what comes in time, and what the work throws', async () => {
    expect(await inTime(Promise.resolve('came'), 1000, () => 'late')).toBe('came')
    await expect(inTime(Promise.reject(new Error('broke')), 1000, () => 'late')).rejects.toThrow('broke')
  })

  it('gives what holds instead when the time is over, waiting for that as well', async () => {
    expect(await inTime(never, 5, async () => 'late')).toBe('late')
    await expect(inTime(never, 5, tooLate('Redis took over 5 ms'))).rejects.toThrow('Redis took over 5 ms')
  })

  it('asks for nothing else when the work came, and drops what the work brings too late, a failure too', async () => {
    let asked = 0
    await inTime(Promise.resolve(), 5, () => asked++)
    const failing = pause(15).then(() => Promise.reject(new Error('too late to matter')))
    expect(await inTime(failing, 5, () => 'late')).toBe('late')
    await pause(30) // an unhandled rejection would end this process
    expect(asked).toBe(0)
  })
})
