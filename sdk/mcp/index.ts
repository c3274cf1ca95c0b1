// What @mandate/sdk/mcp offers, for whoever serves agents from a program of their own.
export { createMcpServer, TOOLS } from './create-mcp-server.ts'
export { type HttpOptions, type McpOverHttp, serveMcpOverHttp } from './serve-http.ts'
export { type StdioOptions, serveMcpOverStdio } from './serve-stdio.ts'
export { NotAServiceToken, type PrincipalRules, type ServiceToken, serviceToken } from './service-token.ts'
