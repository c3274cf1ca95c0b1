// What the HTTP API shows of a session, as messages: their fields have the same names, but that a range is a message.
import { create, type DescMessage, fromJson, type JsonValue, type MessageShape, toJson } from '@bufbuild/protobuf'
import { z } from 'zod'
import {
  type Session,
  SessionSchema,
  type StartSessionResponse,
  StartSessionResponseSchema,
} from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import { ReceivedRanges } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'

/** Of JSON with `received`, where the message has such ranges; members that the message lacks are left out. */
export function messageOf<T extends DescMessage>(schema: T, json: unknown): MessageShape<T> {
  const { received, ...members } = Shown.parse(json)
  const ranges = received === undefined ? {} : { received: received.map(([from, to]) => ({ from, to })) }
  // It came from JSON.
  return fromJson(schema, { ...members, ...ranges } as JsonValue, { ignoreUnknownFields: true })
}

const Shown = z.looseObject({ received: ReceivedRanges.optional() })

export function sessionMessage(json: unknown): Session {
  return messageOf(SessionSchema, json)
}

export function startedMessage(json: unknown): StartSessionResponse {
  const { new_model_available: newModelAvailable } = z.object({ new_model_available: z.boolean() }).parse(json)
  return create(StartSessionResponseSchema, { session: sessionMessage(json), newModelAvailable })
}

/** A request as the JSON that its route takes. @throws MandateError MALFORMED_REQUEST */
export function bodyOf<T extends DescMessage>(schema: T, message: MessageShape<T>): Record<string, unknown> {
  const { session_id: _, ...body } = jsonOf(schema, message)
  return body
}

function jsonOf<T extends DescMessage>(schema: T, message: MessageShape<T>): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(toJson(schema, message, { useProtoFieldName: true }))
  } catch (cause) {
    // A time beyond the years 1 to 9999 has no JSON.
    throw new MandateError('MALFORMED_REQUEST', 'a field has a value that can’t be', { cause })
  }
}
