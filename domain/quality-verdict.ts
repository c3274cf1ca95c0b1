// The words of the quality audit (seeds 003 and 004).

export const QUALITY_VERDICTS = ['PASS', 'FAIL'] as const
export type QualityVerdict = (typeof QUALITY_VERDICTS)[number]

export const SEVERITIES = ['INFO', 'WARNING', 'CRITICAL'] as const
export type Severity = (typeof SEVERITIES)[number]
