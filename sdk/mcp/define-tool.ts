// How a tool is declared: what it takes, what it does, and whether it only looks.
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server'
import type { z } from 'zod'
import { MandateError } from '../client/mandate-error.ts'
import type { Mandate } from '../create-mandate.ts'

export interface Tool<S extends z.ZodObject = z.ZodObject> {
  name: string
  title: string
  description: string
  input: S
  /**
   * `reads`: changes nothing. `proposes`: adds something, or sets it going; nothing of it gets out before a person decides. `withdraws`: takes
   * back or replaces what was proposed, and the approvals that people gave it are lost.
   */
  effect: 'reads' | 'proposes' | 'withdraws'
  /** @returns what is handed to the model, as JSON */
  run(mandate: Mandate, input: z.output<S>, signal: AbortSignal): Promise<unknown>
}

/** Checks a declaration against its own types; in a table its input is known to itself alone. */
export function defineTool<S extends z.ZodObject>(tool: Tool<S>): Tool {
  return tool as unknown as Tool
}

/**
 * @param mandate the client of whoever calls
 * @param onError is given whatever the API did not say: a fault, or what a token's source printed, is none of the model's business
 */
export function registerTool(
  server: McpServer,
  tool: Tool,
  mandate: Mandate,
  onError: (error: Error) => void = toStandardError,
): void {
  const { name, title, description, input, effect, run } = tool
  const annotations = {
    title,
    readOnlyHint: effect === 'reads',
    destructiveHint: effect === 'withdraws',
    idempotentHint: effect === 'reads',
    openWorldHint: false,
  }
  server.registerTool(name, { title, description, inputSchema: input, annotations }, async (given, context) => {
    try {
      return told(await run(mandate, given as z.output<typeof input>, context.mcpReq.signal))
    } catch (error) {
      if (error instanceof MandateError) return refused(error)
      onError(error instanceof Error ? error : new Error(`${name} failed`, { cause: error }))
      return FAULT
    }
  })
}

const FAULT: CallToolResult = {
  isError: true,
  content: [
    { type: 'text', text: 'This could not be done: a fault on the way to Mandate, of which its operator is told.' },
  ],
}

const toStandardError = (error: Error) => console.error(error)

function told(result: unknown): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(result, null, 1) }] }
}

/** The model reads it, and may do better the next time. */
function refused({ code, detail, errors, status, traceId, retryAfterMs }: MandateError): CallToolResult {
  const facts = { code, detail, status, errors, trace_id: traceId, retry_after_ms: retryAfterMs }
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(facts) }] }
}
