// A delivered step as a span under the request that it came from, and what the log lines written meanwhile are found by.
import { type Attributes, context, SpanKind, SpanStatusCode, trace as spans } from '@opentelemetry/api'
import type { Step } from '#domain/step.ts'
import { type LogFields, withLogFields } from '#queues/logging/log-fields.ts'
import { JOBS, QUEUE_OF } from '#queues/topology.ts'
import { readCarriedTrace } from '#queues/tracing/carried-trace.ts'
import { startSpan, unrecorded } from '#queues/tracing/start-span.ts'
import { contextUnder, readTraceparent } from '#queues/tracing/traceparent.ts'

export interface StepSpan {
  /** `trace_id`, `tenant_id` and so on. */
  fields: LogFields
  /** Everything that is done within belongs to the step. */
  within<T>(work: () => T): T
  /** @param told what the step's log line tells beside its ids */
  end(told: LogFields): void
}

/** @param described what is known of the subject, for log lines and span alike; @param startedMs of `performance.now()` */
export function openStepSpan(job: string, step: Step, described: LogFields, startedMs: number): StepSpan {
  const carried = readCarriedTrace(step.trace)
  const asked = contextUnder(carried?.traceparent)
  // Nobody asked for canaries, and there is one a second.
  const under = JOBS[step.kind].subject === 'watch' ? unrecorded(asked) : asked
  const startTime = Date.now() - (performance.now() - startedMs)
  const options = { kind: SpanKind.CONSUMER, startTime, attributes: attributesOf(job, step) }
  const { span, isOwn } = startSpan(job, options, under)
  const { traceId, spanId } = isOwn ? span.spanContext() : { traceId: readTraceparent(carried?.traceparent)?.traceId }
  const fields: LogFields = {
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    ...(spanId === undefined ? {} : { span_id: spanId }),
    ...(carried?.requestId === undefined ? {} : { request_id: carried.requestId }),
    ...{
      tenant_id: step.tenantId,
      subject: step.subjectId,
      job,
      step_id: step.id,
      attempt: step.attempt,
      run: step.run,
    },
    ...described,
  }
  const inside = withLogFields(isOwn ? spans.setSpan(under, span) : under, fields)
  return {
    fields,
    within: work => context.with(inside, work),
    end(told) {
      if (span.isRecording()) {
        span.setAttributes(toldAttributes(told))
        if (isFailure(told)) span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end()
    },
  }
}

function attributesOf(job: string, step: Step): Attributes {
  return {
    'messaging.system.name': 'bullmq',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': QUEUE_OF[step.kind],
    'messaging.message.id': `${step.id}.${step.run}`,
    'mandate.job': job,
    'mandate.step_id': step.id,
    'mandate.subject': step.subjectId,
    'mandate.tenant_id': step.tenantId,
    'mandate.execution_id': step.executionId,
    'mandate.run': step.run,
    'mandate.attempt': step.attempt,
  }
}

/** Words are for the log; a span has ids and codes. */
function toldAttributes({ why: _, errors: __, ...told }: LogFields): Attributes {
  const entries = Object.entries(told).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return {
    ...Object.fromEntries(entries.map(([name, value]) => [`mandate.${name}`, value as string])),
    ...(typeof told.reason === 'string' ? { 'error.type': told.reason } : {}),
  }
}

function isFailure({ result, outcome }: LogFields): boolean {
  return result === 'thrown' || outcome === 'stop' || outcome === 'retry'
}
