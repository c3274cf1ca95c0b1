// What others wrote can neither steer a terminal nor pass for what the program says.
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createOutput, plain } from '#sdk/cli/output.ts'

function output(json: boolean) {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk)
        done()
      },
    })
  return { written, out: createOutput({ stdout: stream('out'), stderr: stream('err') }, json) }
}

describe('a text of others', () => {
  it('stands under its name line after line and forges no fact', () => {
    const { out, written } = output(false)
    out.one({}, [
      ['text', 'hello\nstatus  COMPLETED'],
      ['status', 'FAILED'],
    ])
    expect(written.out).toBe('text    hello\n        status  COMPLETED\nstatus  FAILED\n')
  })

  it('of many that come over time is one line', () => {
    const { out, written } = output(false)
    out.line({}, 'one\ntwo')
    expect(written.out).toBe('one⏎two\n')
  })

  it.each([0x200b, 0x200f, 0x202a, 0x202e, 0x2060, 0x2064, 0x2066, 0x2069, 0xfeff])('shows %i by its number', code => {
    const shown = `\\u{${code.toString(16).toUpperCase()}}`
    expect(plain(`a${String.fromCodePoint(code)}b`)).toBe(`a${shown}b`)
    const { out, written } = output(false)
    out.many([String.fromCodePoint(code)], [{ title: 'T', of: one => one }])
    expect(written.out).toContain(shown)
  })

  it('holds no C1 control in JSON, and is the same once it is read', () => {
    const { out, written } = output(true)
    out.one({ text: 'a\u009b31m' }, [])
    out.line({ text: 'b\u0085' }, '')
    expect(written.out).not.toMatch(/[\u007f-\u009f]/)
    expect(JSON.parse(written.out.split('\n').at(-2) ?? '')).toEqual({ text: 'b\u0085' })
  })
})
