import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { ChannelList, Flag, parseSettings, SettingsError, whole } from '#queues/parse-settings.ts'

const shape = {
  PORT: whole(1, 65_535).default(80),
  SUPERVISE: Flag.default(true),
  API_SECRET: z.string().min(20),
  DEFAULT_CHANNELS: ChannelList.default([]),
}
const SECRET = 's'.repeat(20)

function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    parseSettings(shape, env)
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
  throw new Error('it was accepted')
}

function file(content: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'settings-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  writeFileSync(join(dir, 'value'), content)
  return join(dir, 'value')
}

describe('settings', () => {
  it('are parsed, and what is absent or empty has its default', () => {
    const env = { API_SECRET: SECRET, PORT: '', SUPERVISE: 'off', DEFAULT_CHANNELS: 'MOCK:demo, TWITTER:x' }
    expect(parseSettings(shape, env)).toEqual({
      PORT: 80,
      SUPERVISE: false,
      API_SECRET: SECRET,
      DEFAULT_CHANNELS: [
        { platform: 'MOCK', account: 'demo' },
        { platform: 'TWITTER', account: 'x' },
      ],
    })
  })

  it('that are wrong are all named together, and a secret is never shown', () => {
    const message = messageOf({ PORT: 'eighty', API_SECRET: 'short-one', DEFAULT_CHANNELS: 'MOCK', SUPERVISE: 'maybe' })
    expect(message.split('\n')).toHaveLength(5)
    for (const name of Object.keys(shape)) expect(message).toContain(`  ${name}: `)
    expect(message).toContain('"eighty"')
    expect(message).not.toContain('short-one')
  })

  it('may lie in a file, without its last line break', () => {
    expect(parseSettings(shape, { API_SECRET_FILE: file(`${SECRET}\n`) }).API_SECRET).toBe(SECRET)
  })

  it('given twice, or in a file that is not there, are wrong', () => {
    const twice = messageOf({ API_SECRET: SECRET, API_SECRET_FILE: file(SECRET) })
    expect(twice).toContain('API_SECRET: given twice')
    expect(messageOf({ API_SECRET_FILE: '/nowhere/at/all' })).toContain('API_SECRET_FILE: ')
  })
})
