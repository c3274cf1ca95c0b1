// mandate mcp: the server that agents speak to.
import type { Command } from 'commander'
import { serveMcpOverHttp } from '../../mcp/serve-http.ts'
import { serveMcpOverStdio } from '../../mcp/serve-stdio.ts'
import type { World } from '../context.ts'
import { type GlobalOptions, tokenSource, urlOf } from '../settings.ts'

interface McpOptions extends GlobalOptions {
  http?: string
  host: string
  allowHost?: string[]
  principalClaim: string
  principalAbsentIsService?: boolean
}

export function mcpCommand(program: Command, world: World): void {
  program
    .command('mcp')
    .description('an MCP server with the tools that propose, read and explain; deciding is not among them')
    .option(
      '--http <port>',
      'over HTTP at /mcp, each request with a token of its own; else over standard input and output',
    )
    .option('--host <address>', 'with --http: where it listens', '127.0.0.1')
    .option('--allow-host <name...>', 'with --http: under which names clients know it; loopback unless said')
    .option('--principal-claim <name>', "as the API's OIDC_CLAIM_PRINCIPAL", 'principal')
    .option('--principal-absent-is-service', "a token without that claim is a service's; else it is refused", false)
    .action((_options, command: Command) => serve(command.optsWithGlobals<McpOptions>(), world))
}

async function serve(options: McpOptions, world: World): Promise<void> {
  const { principalClaim, principalAbsentIsService: absentIsService = false, http, host, allowHost } = options
  const url = urlOf(options, world.env)
  const rules = { principalClaim, absentIsService }
  const common = { url, version: world.version, ...rules, onError: (error: Error) => say(error.message) }
  const say = (text: string) => void world.stderr.write(`mandate mcp: ${text}\n`)
  if (http === undefined) {
    const served = await serveMcpOverStdio({ ...common, token: tokenSource(options, world.env) })
    world.signal.addEventListener('abort', () => void served.close())
    return
  }
  const allowed = allowHost === undefined ? {} : { allowedHosts: allowHost }
  const served = await serveMcpOverHttp({ ...common, ...allowed, port: Number(http), host })
  say(`${served.url}, for ${url}`)
  await new Promise<void>(resolve => world.signal.addEventListener('abort', () => resolve(), { once: true }))
  await served.close()
}
