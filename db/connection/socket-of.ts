// The socket below a connection to Postgres: TLS as our settings ask for it, and an end that the client comes back from. By
// itself it forgets, when a connection ends while it is about to write, that nothing is about to be written any more, and the
// next connection in its place never says a word: https://github.com/porsager/postgres/pull/1209 and the issues it names.
import { connect, isIP, Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'

/** As Postgres' protocol asks for TLS: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
const WITHIN_MS = 5000

/**
 * An option of the client that its types do not know: makes a socket at once or soon, and never rejects, which would cost the
 * client a connection for good.
 */
export function socketOf(ssl: false | ConnectionOptions): object {
  return {
    socket: (place: Place): Socket | Promise<Socket> => {
      const socket = opened(place)
      return ssl === false ? ending(socket, place) : secured(socket, place, ssl)
    },
  }
}

interface Place {
  host: readonly string[]
  port: readonly number[]
  path?: string | false
}

function opened({ host: [host = ''], port: [port = 5432], path }: Place): Socket {
  return path ? connect(path) : connect(port, host)
}

async function secured(socket: Socket, place: Place, ssl: ConnectionOptions): Promise<Socket> {
  const [host = ''] = place.host
  try {
    await agreed(socket)
    const name = isIP(host) === 0 ? { servername: host } : {}
    return ending(connectTls({ socket, ...name, ...ssl }), place)
  } catch (error) {
    socket.destroy()
    const failed = ending(new Socket(), place)
    setImmediate(() => failed.destroy(error as Error)) // when the client listens
    return failed
  }
}

/** Resolves when the server is ready for TLS. */
async function agreed(socket: Socket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const timer = setTimeout(() => reject(lost('CONNECT_TIMEOUT', 'Postgres did not answer in time')), WITHIN_MS)
  socket.once('data', resolve).once('error', reject)
  socket.once('close', () => reject(lost('CONNECTION_CLOSED', 'Postgres hung up before TLS began')))
  socket.write(SSL_REQUEST)
  try {
    const answer = await promise
    if (String(answer) !== 'S') throw new Error('this Postgres speaks no TLS, which sslmode asks for')
  } finally {
    clearTimeout(timer)
    for (const event of ['data', 'error', 'close']) socket.removeAllListeners(event)
  }
}

const lost = (code: string, message: string) => Object.assign(new Error(message), { code })

/** What the client is about to write when the socket ends it writes now, into nothing, and has it behind it. */
function ending<S extends Socket>(socket: S, { host: [host], port: [port] }: Place): S {
  const emit = socket.emit.bind(socket) as (event: string, ...values: unknown[]) => boolean
  const emitMended = (event: string, ...values: unknown[]) =>
    event === 'close' ? whileNothingIsForgotten(() => emit(event, ...values)) : emit(event, ...values)
  // Host and port are what its errors name.
  return Object.assign(socket, { emit: emitMended, host, port })
}

/** The client takes back what it is about to do by `clearImmediate`, without noting so: here it is done instead. */
function whileNothingIsForgotten<T>(work: () => T): T {
  const { clearImmediate } = globalThis
  globalThis.clearImmediate = immediate => {
    const pending = (immediate as { _onImmediate?: (() => void) | null } | null | undefined)?._onImmediate
    clearImmediate(immediate ?? undefined)
    pending?.()
  }
  try {
    return work()
  } finally {
    globalThis.clearImmediate = clearImmediate
  }
}
