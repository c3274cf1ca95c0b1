// Tells every process which subjects have just changed: wakes long polls and streams, aborts cancelled work.
// A message may be lost; everybody also looks once a second.

import { gather } from './gather.ts'
import { anotherConnection, type RedisConnection } from './redis/open-redis.ts'

const channel = (prefix: string) => `${prefix}:touched`

export interface Touch {
  subject: string
  /** Its open work was cancelled: whoever does some of it may stop. */
  cancelled?: boolean
}

/** Sends one message for a whole batch; never waits, never throws. */
export function createTouchPublisher(redis: RedisConnection, prefix: string): (touches: readonly Touch[]) => void {
  const publish = gather<Touch>(async touches => {
    const message = touches.map(touch => (touch.cancelled ? `!${touch.subject}` : touch.subject)).join(' ')
    // Lost is allowed (see above), so an error of this one command has nobody to tell.
    await redis.publish(channel(prefix), message).catch(() => undefined)
  })
  return touches => {
    if (touches.length > 0 && redis.status === 'ready') void publish(touches)
  }
}

/** @returns stops listening */
export function subscribeTouches(
  redis: RedisConnection,
  prefix: string,
  onTouch: (touch: Required<Touch>) => void,
): () => Promise<void> {
  const subscriber = anotherConnection(redis)
  subscriber.on('error', () => undefined) // the connection it was duplicated from reports the same outage
  subscriber.on('message', (_, message: string) => {
    for (const word of message.split(' ')) onTouch({ subject: word.replace('!', ''), cancelled: word.startsWith('!') })
  })
  // It resubscribes by itself after each reconnect; a failure here is an outage, over which the once-a-second look carries.
  subscriber.subscribe(channel(prefix)).catch(() => undefined)
  return async () => {
    subscriber.disconnect()
  }
}
