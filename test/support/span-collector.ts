// An OpenTelemetry collector as small as can be: takes OTLP over HTTP in protobuf and keeps the spans.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'

export interface CollectedSpan {
  service: string
  name: string
  traceId: string
  spanId: string
  /** Empty: a root. */
  parentId: string
  kind: 'INTERNAL' | 'SERVER' | 'CLIENT' | 'PRODUCER' | 'CONSUMER'
  failed: boolean
  startMs: number
  endMs: number
  attributes: Record<string, unknown>
}

export interface SpanCollector {
  /** OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string
  spans: CollectedSpan[]
  /** Everything that came, as text, for looking for what must not be there. */
  text(): string
  headers: IncomingHttpHeaders[]
  close(): Promise<void>
}

export async function startSpanCollector(port = 0): Promise<SpanCollector> {
  const spans: CollectedSpan[] = []
  const headers: IncomingHttpHeaders[] = []
  const bodies: Buffer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      headers.push(request.headers)
      bodies.push(body)
      if (request.url === '/v1/traces') spans.push(...readSpans(body))
      response.writeHead(request.url === '/v1/traces' ? 200 : 404).end()
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ spans, headers },
    text: () => bodies.map(body => body.toString('latin1')).join('\n'),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Fields = Map<number, (Uint8Array | bigint | number)[]>

/** opentelemetry/proto/collector/trace/v1/trace_service.proto */
function readSpans(body: Uint8Array): CollectedSpan[] {
  return messagesIn(fieldsOf(body), 1).flatMap(resourceSpans => {
    const [resource = new Map()] = messagesIn(resourceSpans, 1)
    const service = String(attributesIn(resource, 1)['service.name'])
    return messagesIn(resourceSpans, 2)
      .flatMap(scope => messagesIn(scope, 2))
      .map(span => toSpan(service, span))
  })
}

const KINDS = ['INTERNAL', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const

function toSpan(service: string, span: Fields): CollectedSpan {
  const hex = (field: number) => Buffer.from((span.get(field)?.[0] as Uint8Array) ?? []).toString('hex')
  const ms = (field: number) => Number(span.get(field)?.[0] ?? 0) / 1e6
  const [status = new Map()] = messagesIn(span, 15)
  return {
    ...{ service, name: textOf(span.get(5)?.[0]), traceId: hex(1), spanId: hex(2), parentId: hex(4) },
    kind: KINDS[Number(span.get(6)?.[0] ?? 0)] ?? 'INTERNAL',
    failed: Number(status.get(3)?.[0] ?? 0) === 2,
    ...{ startMs: ms(7), endMs: ms(8), attributes: attributesIn(span, 9) },
  }
}

function attributesIn(fields: Fields, field: number): Record<string, unknown> {
  return Object.fromEntries(
    messagesIn(fields, field).map(pair => {
      const [value = new Map()] = messagesIn(pair, 2)
      const [[kind, [first] = []] = []] = [...value]
      return [textOf(pair.get(1)?.[0]), kind === 1 ? textOf(first) : kind === 2 ? first === 1n : Number(first)]
    }),
  )
}

function fieldsOf(bytes: Uint8Array): Fields {
  const reader = new BinaryReader(bytes)
  const fields: Fields = new Map()
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    fields.set(field, [...(fields.get(field) ?? []), readValue(reader, type, field)])
  }
  return fields
}

function readValue(reader: BinaryReader, type: WireType, field: number): Uint8Array | bigint | number {
  if (type === WireType.LengthDelimited) return reader.bytes()
  if (type === WireType.Varint) return BigInt(reader.uint64())
  if (type === WireType.Bit64) return field === 4 ? reader.double() : BigInt(reader.fixed64())
  return reader.fixed32()
}

const messagesIn = (fields: Fields, field: number) =>
  (fields.get(field) ?? []).map(value => fieldsOf(value as Uint8Array))
const textOf = (value: unknown) => Buffer.from((value as Uint8Array) ?? []).toString('utf8')
