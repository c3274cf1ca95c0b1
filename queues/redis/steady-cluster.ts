// A connection to a cluster that always comes to its end when it is told to, and back when it is told to. ioredis' own may stay
// between the two for ever after nodes were away, and with it the fetch loop of a BullMQ worker, or the end of its process.
// See https://github.com/taskforcesh/bullmq/issues/4138
import { Cluster, type ClusterNode, type ClusterOptions } from 'ioredis'

const TEARDOWN_MS = 1000
const OPEN = new Set(['connecting', 'connect', 'ready', 'disconnecting'])

export class SteadyCluster extends Cluster {
  constructor(nodes: ClusterNode[], options: ClusterOptions) {
    super(nodes, options as object)
    const own = inside(this)
    own.connectionPool.removeAllListeners('drain')
    // The last node goes more than once where some go by themselves; only the first time something is closed by it.
    own.connectionPool.on('drain', () => {
      if (OPEN.has(this.status)) own.setStatus('close')
    })
  }

  /** Its own promise is never kept when the cluster is down at the first try and reachable at the next. */
  override async connect(): Promise<void> {
    // What is being torn down ends first: its late end would be taken for one of the new connection.
    if (this.status === 'disconnecting') await happened(this, ['end', 'reconnecting'], TEARDOWN_MS)
    const connected = super.connect()
    await Promise.race([connected, happened(this, ['ready', 'end'])])
    if (this.status === 'end') throw new Error('Connection is closed.')
  }

  /** The end is told of by the last node that goes; where there is none left, nobody would. */
  override disconnect(reconnect = false): void {
    const { status } = this
    if (status === 'end' || (reconnect && status === 'reconnecting')) return
    const isGone = this.nodes().length === 0 && (status === 'close' || status === 'reconnecting')
    super.disconnect(reconnect)
    if (isGone) inside(this).handleCloseEvent()
  }

  // Its own types promise a plain Cluster here, whose replies have the shapes that we know.
  override duplicate(nodes: ClusterNode[] = [], options: ClusterOptions = {}): never {
    const startupNodes = nodes.length > 0 ? nodes : [...inside(this).startupNodes]
    const redisOptions = { ...this.options.redisOptions, ...options.redisOptions }
    return new SteadyCluster(startupNodes, { ...this.options, ...options, redisOptions }) as never
  }
}

/** Resolves at the first of these events, or after a time. */
function happened(cluster: Cluster | SteadyCluster, events: readonly string[], withinMs?: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs)
  for (const event of events) cluster.once(event, resolve)
  return promise.finally(() => {
    clearTimeout(timer)
    for (const event of events) cluster.off(event, resolve)
  })
}

interface Inside {
  startupNodes: ClusterNode[]
  connectionPool: { on(event: 'drain', listener: () => void): void; removeAllListeners(event: 'drain'): void }
  setStatus(status: 'close'): void
  handleCloseEvent(): void
}

/** Private in its types, and there in the version that package.json names exactly: the tests on a cluster notice when it goes. */
function inside(cluster: object): Inside {
  return cluster as Inside
}
