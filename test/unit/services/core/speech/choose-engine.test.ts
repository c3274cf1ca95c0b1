import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { coreConfig } from '#services/core/config.ts'
import { chooseEngine } from '#services/core/speech/choose-engine.ts'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'
import { wavOf } from '../core-world.ts'

const SAID = `one two\n<s> 0.000 0.040 0.999\none 0.050 0.290 0.64\ntwo(2) 0.300 0.510 0.25\n</s> 1.720 2.140 1.000000\n`
const SPEECH = { audio: wavOf(0.5), locale: 'en-US' }
const NO_DEADLINE = new AbortController().signal

const chosen = (env: Record<string, string>) => chooseEngine(coreConfig({ PORT: '0', DATA_DIR: 'unused', ...env }))

/** The PATH of a machine that has a recogniser, which is this script. */
function machineWith(script: string): string {
  const folder = temporaryFolder()
  const program = join(folder, 'pocketsphinx_continuous')
  writeFileSync(program, `#!/bin/sh\n${script}\n`)
  chmodSync(program, 0o755)
  return folder
}

describe('which engine listens', () => {
  it('is the endpoint, else the recogniser of this machine, else none', () => {
    const PATH = machineWith('exit 1')
    const CORE_STT_URL = 'http://127.0.0.1:9/v1'
    expect(chosen({ PATH, CORE_STT_URL, CORE_STT_MODEL: 'small' }).name).toBe('endpoint:small')
    expect(chosen({ PATH }).name).toBe('pocketsphinx')
    expect(chosen({ PATH: temporaryFolder() }).name).toBe('length')
  })

  it('can be told, and one that is not there stops the start', () => {
    const PATH = machineWith('exit 1')
    expect(chosen({ PATH, CORE_SPEECH: 'length' }).name).toBe('length')
    expect(chosen({ PATH, CORE_SPEECH: 'pocketsphinx', CORE_STT_URL: 'http://127.0.0.1:9' }).name).toBe('pocketsphinx')
    expect(() => chosen({ PATH: temporaryFolder(), CORE_SPEECH: 'pocketsphinx' })).toThrow('CORE_SPEECH')
    expect(() => chosen({ CORE_SPEECH: 'endpoint' })).toThrow('CORE_STT_URL')
  })
})

describe('the recogniser of this machine', () => {
  it('gets one channel of 16 kHz, and its words come back with the mean of their probabilities', async () => {
    // The rate stands at byte 24 of the header, the channels at 22.
    const checks = `[ "$(od -An -tu4 -j24 -N4 "$2" | tr -d ' ')" = 16000 ] && [ "$(od -An -tu2 -j22 -N2 "$2" | tr -d ' ')" = 1 ] || exit 3`
    const engine = chosen({ PATH: `${machineWith(`PATH=/usr/bin:/bin; ${checks}; printf '%s' '${SAID}'`)}` })
    const { text, confidence } = await engine.transcribe(SPEECH, NO_DEADLINE)
    expect(text).toBe('one two')
    expect(confidence).toBeCloseTo(0.4)
  })

  it('leaves what it has no model for to the length', async () => {
    const engine = chosen({ PATH: machineWith('exit 1') })
    const transcript = await engine.transcribe({ ...SPEECH, locale: 'es' }, NO_DEADLINE)
    expect(transcript).toEqual({ text: '[speech 0.5 s]', confidence: 0 })
  })

  it('is ended at the deadline, and no audio stays behind', async () => {
    const before = leftBehind()
    const engine = chosen({ PATH: machineWith('exec /bin/sleep 60') })
    const call = engine.transcribe(SPEECH, AbortSignal.timeout(100))
    await expect(call).rejects.toMatchObject({ status: 504, code: 'SPEECH_LATE' })
    expect(leftBehind()).toEqual(before)
  })

  it('that fails is a refusal to be tried again', async () => {
    const call = chosen({ PATH: machineWith('exit 1') }).transcribe(SPEECH, NO_DEADLINE)
    await expect(call).rejects.toMatchObject({ status: 503, code: 'SPEECH_UNAVAILABLE' })
  })

  it('that heard no word understood nothing', async () => {
    const engine = chosen({
      PATH: machineWith(`printf '<s> 0.0 0.1 1.0\\n<sil> 0.1 0.4 0.99\\n[NOISE] 0.4 0.5 0.9\\n'`),
    })
    expect(await engine.transcribe(SPEECH, NO_DEADLINE)).toEqual({ text: '', confidence: 0 })
  })
})

function leftBehind(): string[] {
  return readdirSync(tmpdir()).filter(name => name.startsWith('mandate-core-'))
}
