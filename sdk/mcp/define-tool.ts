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
  /** `reads`: changes nothing. `proposes`: makes something that nothing comes of before a person decides. */
  effect: 'reads' | 'proposes'
  /** @returns what is handed to the model, as JSON */
  run(mandate: Mandate, input: z.output<S>, signal: AbortSignal): Promise<unknown>
}

/** Checks a declaration against its own types; in a table its input is known to itself alone. */
export function defineTool<S extends z.ZodObject>(tool: Tool<S>): Tool {
  return tool as unknown as Tool
}

/** @param mandate the client of whoever calls */
export function registerTool(server: McpServer, tool: Tool, mandate: Mandate): void {
  const { name, title, description, input, effect, run } = tool
  const annotations = {
    title,
    readOnlyHint: effect === 'reads',
    destructiveHint: false,
    idempotentHint: effect === 'reads',
    openWorldHint: false,
  }
  server.registerTool(name, { title, description, inputSchema: input, annotations }, async (given, context) => {
    try {
      return told(await run(mandate, given as z.output<typeof input>, context.mcpReq.signal))
    } catch (error) {
      if (error instanceof MandateError) return refused(error)
      throw error
    }
  })
}

function told(result: unknown): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(result, null, 1) }] }
}

/** The model reads it, and may do better the next time. */
function refused({ code, detail, errors, status, traceId, retryAfterMs }: MandateError): CallToolResult {
  const facts = { code, detail, status, errors, trace_id: traceId, retry_after_ms: retryAfterMs }
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(facts) }] }
}
