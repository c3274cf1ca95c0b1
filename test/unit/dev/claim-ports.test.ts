import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { claimPorts, findFreeBase, isPortFree, PortsTaken } from '#dev/supervisor/claim-ports.ts'
import { planPorts } from '#dev/supervisor/plan-ports.ts'

const allBut =
  (...taken: number[]) =>
  async (port: number) =>
    !taken.includes(port)

describe('claimPorts', () => {
  it('moves an inner port that nobody asked for, and says so', async () => {
    const { ports, moved } = await claimPorts(planPorts({ WORKERS: 1 }), allBut(3006, 9465))
    expect(ports.get('postgres')).toBe(3008)
    expect(ports.get('worker-1-metrics')).toBe(9467)
    expect(moved).toEqual([
      'port 9465 (worker-1-metrics) is taken, using 9467',
      'port 3006 (postgres) is taken, using 3008',
    ])
  })

  it('refuses to move a public port, naming each, its setting and a command that works', async () => {
    const claimed = claimPorts(planPorts({ WORKERS: 1 }), allBut(3000, 3003, 13_000))
    await expect(claimed).rejects.toThrow(PortsTaken)
    await expect(claimed).rejects.toThrow('port 3000 (api) is taken by another program; API_PORT moves it')
    await expect(claimed).rejects.toThrow('port 3003 (s3) is taken by another program; S3_PORT moves it')
    await expect(claimed).rejects.toThrow('PORT_BASE=13100 npm start')
  })

  it('refuses to move any port that was asked for', async () => {
    await expect(claimPorts(planPorts({ WORKERS: 1, PORT_BASE: 20_000 }), allBut(20_006))).rejects.toThrow(
      'port 20006 (postgres)',
    )
  })

  it('finds a base with room for all', async () => {
    expect(await findFreeBase(60, allBut(13_059, 13_130), 13_000)).toBe(13_200)
  })
})

describe('isPortFree', () => {
  it('sees a port that somebody listens on', async () => {
    const server = createServer()
    const port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    expect(await isPortFree(port)).toBe(false)
    await new Promise(resolve => server.close(resolve))
    expect(await isPortFree(port)).toBe(true)
  })
})
