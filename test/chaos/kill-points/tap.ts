// A TCP proxy whose both directions pass through a reader, which says what goes on, and when.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TappedWire {
  toServer(bytes: Buffer): void
  toClient(bytes: Buffer): void
}

/** What a reader does with what it gets; it passes on by the wire. */
export interface TapReader {
  fromClient(bytes: Buffer): void
  fromServer(bytes: Buffer): void
  /** Bytes that still go to the server when the client is dead. */
  left?(): Buffer | undefined
}

export interface Tap {
  port: number
  close(): Promise<void>
}

export async function openTap(target: string, read: (wire: TappedWire) => TapReader): Promise<Tap> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer(client => {
    const upstream = keep(connect(Number(port), hostname))
    keep(client)
    const reader = read({
      toServer: bytes => void upstream.write(bytes),
      toClient: bytes => void (client.destroyed || client.write(bytes)),
    })
    client.on('data', bytes => reader.fromClient(bytes))
    upstream.on('data', bytes => reader.fromServer(bytes))
    upstream.on('close', () => client.destroy())
    client.on('close', () => {
      const left = reader.left?.()
      if (left === undefined) upstream.destroy()
      else upstream.write(left) // and stays until the server has answered
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port, // it listens on TCP
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
