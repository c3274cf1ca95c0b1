// Gauges of one source: set anew at each reading, and gone, not stale, while the source is away.
import { Gauge, type Registry } from 'prom-client'

export interface GaugeSet {
  /** @param labels names of its labels; every value that they may have is ours and known */
  gauge<L extends string = never>(name: string, help: string, labels?: readonly L[]): Gauge<L>
  /** Forgets every value. */
  clear(): void
}

export function gaugeSet(registry: Registry): GaugeSet {
  const forgetting: (() => void)[] = []
  return {
    gauge(name, help, labels = []) {
      const gauge = new Gauge({ name, help, labelNames: labels, registers: [registry] })
      // Without labels, `reset` would make it 0, which nobody has read; so it is born, too.
      const forget = () => (labels.length === 0 ? gauge.remove() : gauge.reset())
      forget()
      forgetting.push(forget)
      return gauge
    },
    clear() {
      for (const forget of forgetting) forget()
    },
  }
}
