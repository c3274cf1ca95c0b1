// Who did something: a person or a program, as the token said.

export const PRINCIPALS = ['human', 'service'] as const
export type Principal = (typeof PRINCIPALS)[number]

export interface Actor {
  sub: string
  principal: Principal
}

/** The orchestrator itself, for everything that no client asked for directly. */
export const ORCHESTRATOR: Actor = { sub: 'orchestrator', principal: 'service' }
