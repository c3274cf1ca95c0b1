import { describe, expect, it } from 'vitest'
import { applyQualityGate } from '#domain/campaign/quality-gate.ts'
import { SEVERITIES } from '#domain/quality-verdict.ts'

const check = (severity: (typeof SEVERITIES)[number], passed: boolean) => ({
  name: 'n',
  severity,
  passed,
  message: 'm',
})

describe('the quality gate', () => {
  it('blocks when there is no report', () => {
    expect(applyQualityGate(undefined)).toEqual({ passed: false, blockedBy: ['there is no quality report'] })
  })

  it.each(
    (['PASS', 'FAIL'] as const).flatMap(verdict =>
      SEVERITIES.flatMap(severity => [true, false].map(passed => [verdict, severity, passed] as const)),
    ),
  )('%s with a %s check that passed: %s', (verdict, severity, passed) => {
    const open = verdict === 'PASS' && (severity !== 'CRITICAL' || passed)
    expect(applyQualityGate({ verdict, checks: [check(severity, passed)] }).passed).toBe(open)
  })

  it('names the CRITICAL checks that failed, and only those', () => {
    const checks = [check('CRITICAL', false), check('WARNING', false), check('CRITICAL', true)]
    expect(applyQualityGate({ verdict: 'FAIL', checks })).toEqual({ passed: false, blockedBy: ['n: m'] })
  })

  it('names the verdict and all that failed when nothing CRITICAL did', () => {
    expect(applyQualityGate({ verdict: 'FAIL', checks: [check('WARNING', false)] })).toEqual({
      passed: false,
      blockedBy: ['verdict FAIL', 'n: m'],
    })
  })
})
