// What each path of the document takes and gives, read off the generated types.
import type { paths } from '../generated/openapi.ts'
import type { CallOptions } from './call-options.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The paths that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<Lowercase<M>, unknown> ? P : never
}[keyof paths]

export type Operation<M extends Method, P extends keyof paths> =
  paths[P] extends Record<Lowercase<M>, infer O> ? O : never

/** The JSON of its 2xx answers. */
export type Answer<O> = O extends { responses: infer R } ? JsonOf<R[keyof R & (200 | 201 | 202)]> : never
type JsonOf<R> = R extends { content: { 'application/json': infer T } } ? T : never

export type Body<O> = O extends { requestBody?: infer B }
  ? B extends { content: { 'application/json': infer T } }
    ? T
    : never
  : never

export type Query<O> = O extends { parameters: { query?: infer Q } } ? Friendly<NonNullable<Q>> : never

/** Numbers and booleans where the wire has their text. */
type Friendly<Q> = {
  [K in keyof Q]: K extends 'limit' | 'wait' | 'version'
    ? Q[K] | number
    : NonNullable<Q[K]> extends 'true' | 'false'
      ? Q[K] | boolean
      : Q[K]
}

type PathPart<O> = O extends { parameters: { path: infer P } } ? { path: P } : { path?: never }
type QueryPart<O> = O extends { parameters: { query: infer Q } } ? { query: Friendly<Q> } : { query?: Query<O> }
type BodyPart<O> = [Body<O>] extends [never]
  ? { body?: never }
  : O extends { requestBody: unknown }
    ? { body: Body<O> }
    : { body?: Body<O> }

/** Everything that is asked in one call. */
export type Asked<O> = PathPart<O> & QueryPart<O> & BodyPart<O> & CallOptions

/** Left away where nothing must be said. */
export type AskedArguments<O> = object extends Asked<O> ? [asked?: Asked<O>] : [asked: Asked<O>]
