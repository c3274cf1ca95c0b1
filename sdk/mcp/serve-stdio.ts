// MCP over standard input and output: one agent, one token.
import { type StdioServerHandle, serveStdio } from '@modelcontextprotocol/server/stdio'
import { createMandate } from '../create-mandate.ts'
import { createMcpServer } from './create-mcp-server.ts'
import { type PrincipalRules, serviceToken } from './service-token.ts'

export interface StdioOptions extends PrincipalRules {
  /** Of the API. */
  url: string
  /** `rejected` is the one that the API no longer takes. */
  token: (asked: { rejected?: string }) => string | Promise<string>
  version: string
  /** What went wrong and is told to no agent; standard error unless said. */
  onError?: (error: Error) => void
}

/**
 * Nothing but messages may go to standard output from then on.
 * @throws NotAServiceToken
 */
export async function serveMcpOverStdio({
  url,
  token,
  version,
  onError,
  ...rules
}: StdioOptions): Promise<StdioServerHandle> {
  // A token that is renewed is looked at again.
  const checked = async (asked: { rejected?: string }) => {
    const given = await token(asked)
    serviceToken(given, rules)
    return given
  }
  await checked({})
  const server = () => createMcpServer(createMandate({ url, token: checked }), version, onError)
  return serveStdio(server, onError === undefined ? {} : { onerror: onError })
}
