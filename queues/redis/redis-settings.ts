// Where Redis is: one server, the one that sentinels name, or a cluster.
import { z } from 'zod'

/** `host:port`, comma or space separated. */
const Nodes = z.string().transform((list, context) =>
  list
    .split(/[\s,]+/)
    .filter(node => node !== '')
    .map(node => {
      const [, host, port] = /^(.+):(\d{1,5})$/.exec(node) ?? []
      if (host === undefined || port === undefined)
        context.addIssue({ code: 'custom', message: `${node} is not host:port` })
      return { host: host ?? '', port: Number(port) }
    }),
)

/** The settings that every process with a connection to Redis has. */
export const REDIS_SETTINGS = {
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'),
  /** Wins over the host of REDIS_URL, whose user, password and scheme count for every node. */
  REDIS_CLUSTER_NODES: Nodes.optional(),
  /** Wins likewise: they say which server is the primary. */
  REDIS_SENTINELS: Nodes.optional(),
  /** What the sentinels call it. */
  REDIS_SENTINEL_NAME: z.string().default('mymaster'),
  REDIS_SENTINEL_PASSWORD: z.string().optional(),
  /** Certificates (PEM) that a rediss server's must come from, instead of the public ones. */
  REDIS_CA: z.string().optional(),
  /** Before every key. */
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]+$/)
    .default('mandate'),
}

type Place = { host: string; port: number }
export type RedisPlace = {
  REDIS_URL: string
  REDIS_CLUSTER_NODES?: Place[] | undefined
  REDIS_SENTINELS?: Place[] | undefined
  REDIS_SENTINEL_NAME?: string
  REDIS_SENTINEL_PASSWORD?: string | undefined
  REDIS_CA?: string | undefined
}
