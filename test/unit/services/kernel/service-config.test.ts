import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { serviceConfig } from '#services/kernel/service-config.ts'

const GIVEN = { PORT: '8080', DATA_DIR: '/var/data' }

it('fills in what was not given, and an empty value is not given', () => {
  expect(serviceConfig({ ...GIVEN, HOST: '', LOG_LEVEL: '' }, {})).toEqual({
    PORT: 8080,
    HOST: '127.0.0.1',
    DATA_DIR: '/var/data',
    REFERENCE_KNOBS: false,
    LOG_LEVEL: 'info',
  })
})

it('lets a service override a base setting', () => {
  const { PORT } = serviceConfig({ DATA_DIR: '/d' }, { PORT: z.coerce.number().default(8006) })
  expect(PORT).toBe(8006)
})

it('names all wrong settings at once and repeats no value', () => {
  const wrong = () =>
    serviceConfig({ PORT: 'eighty', REFERENCE_KNOBS: 'yes', API_KEY: 'hunter2' }, { API_KEY: z.string().min(32) })
  expect(wrong).toThrow(/PORT[\s\S]*DATA_DIR[\s\S]*REFERENCE_KNOBS[\s\S]*API_KEY/)
  expect(wrong).not.toThrow(/hunter2/)
})

it('reads a secret from the file that NAME_FILE names, and says which file is missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'key'), 'from a file\n')
  const extra = { API_KEY: z.string() }
  expect(serviceConfig({ ...GIVEN, API_KEY_FILE: join(folder, 'key') }, extra).API_KEY).toBe('from a file')
  expect(() => serviceConfig({ ...GIVEN, API_KEY_FILE: join(folder, 'none') }, extra)).toThrow(/API_KEY_FILE/)
})
