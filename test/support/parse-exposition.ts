// What a process answers to a scrape, taken apart strictly: what Prometheus would refuse, throws here.
export interface Exposition {
  /** By metric name, as its TYPE line says. */
  types: Map<string, string>
  helps: Map<string, string>
  samples: Sample[]
  /** The one value of a series. @throws when there is none */
  value(name: string, labels?: Record<string, string>): number
}

export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y

/** @throws for a line that is none, a header given twice, a metric in two pieces, a series twice, a value that is no number */
export function parseExposition(text: string): Exposition {
  const types = new Map<string, string>()
  const helps = new Map<string, string>()
  const samples: Sample[] = []
  const series = new Set<string>()
  let family = ''
  for (const line of text.split('\n').filter(each => each !== '')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind !== undefined) {
      const told = kind === 'HELP' ? helps : types
      if (told.has(name)) throw new Error(`${kind} of ${name} is given twice`)
      told.set(name, rest)
      family = name
      continue
    }
    const [, sampled, labelled = '', number] = SAMPLE.exec(line) ?? []
    if (sampled === undefined) throw new Error(`not a line of the format: ${line}`)
    if (sampled !== family && sampled.replace(/_(bucket|sum|count)$/, '') !== family)
      throw new Error(`${sampled} stands among ${family}`)
    const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number)
    // prom-client writes the mean of nothing so, and Prometheus reads it.
    if (Number.isNaN(value) && number?.toLowerCase() !== 'nan') throw new Error(`no number: ${line}`)
    const labels = parseLabels(labelled)
    const key = `${sampled} ${JSON.stringify(Object.entries(labels).sort())}`
    if (series.has(key)) throw new Error(`twice: ${line}`)
    series.add(key)
    samples.push({ name: sampled, labels, value })
  }
  return {
    ...{ types, helps, samples },
    value(name, labels = {}) {
      const wanted = Object.entries(labels)
      const found = samples.filter(one => one.name === name && wanted.every(([label, is]) => one.labels[label] === is))
      const [first] = found
      if (first === undefined || found.length > 1)
        throw new Error(`${found.length} series are ${name} ${JSON.stringify(labels)}`)
      return first.value
    },
  }
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  while (LABEL.lastIndex < text.length) {
    const found = LABEL.exec(text)
    if (found === null) throw new Error(`not labels: ${text}`)
    const [, name = '', value = ''] = found
    if (name in labels) throw new Error(`${name} is given twice: ${text}`)
    labels[name] = value
  }
  return labels
}
