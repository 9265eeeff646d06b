export type Metrics = {
  /** Adds to a counter; labels are few and bounded, never an address. */
  count(name: string, labels?: Record<string, string>, by?: number): void;
  /** Notes how long something took. */
  observe(name: string, seconds: number, labels?: Record<string, string>): void;
  /** Sets what goes up and down. */
  gauge(name: string, value: number): void;
  /** A counter over all its labels. */
  total(name: string): number;
  /** The text a scraper reads. */
  text(): string;
};

/** Upper bounds of the buckets of durations, seconds. */
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10];

type Histogram = { counts: number[]; sum: number; n: number };

/** Counters and durations of this process in the Prometheus text format 0.0.4. */
export function createMetrics(): Metrics & { value(name: string, labels?: Record<string, string>): number } {
  const counters = new Map<string, number>();
  const gauges = new Map<string, number>();
  const histograms = new Map<string, { name: string; labels: Record<string, string>; h: Histogram }>();
  return {
    count(name, labels = {}, by = 1) {
      const key = series(name, labels);
      counters.set(key, (counters.get(key) ?? 0) + by);
    },
    observe(name, seconds, labels = {}) {
      const key = series(name, labels);
      const at = histograms.get(key) ?? { name, labels, h: { counts: BUCKETS.map(() => 0), sum: 0, n: 0 } };
      histograms.set(key, at);
      at.h.sum += seconds;
      at.h.n++;
      BUCKETS.forEach((le, i) => {
        if (seconds <= le) at.h.counts[i] = (at.h.counts[i] ?? 0) + 1;
      });
    },
    gauge: (name, value) => void gauges.set(name, value),
    total: (name) =>
      [...counters].reduce((sum, [key, n]) => (key === name || key.startsWith(`${name}{`) ? sum + n : sum), 0),
    value: (name, labels = {}) => counters.get(series(name, labels)) ?? 0,
    text() {
      const lines = [...counters, ...gauges].map(([key, n]) => `${key} ${n}`);
      for (const { name, labels, h } of histograms.values()) {
        h.counts.forEach((n, i) => {
          lines.push(`${series(`${name}_bucket`, { ...labels, le: String(BUCKETS[i]) })} ${n}`);
        });
        lines.push(`${series(`${name}_bucket`, { ...labels, le: "+Inf" })} ${h.n}`);
        lines.push(`${series(`${name}_sum`, labels)} ${h.sum}`, `${series(`${name}_count`, labels)} ${h.n}`);
      }
      return `${lines.join("\n")}\n`;
    },
  };
}

function series(name: string, labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([k, v]) => `${k}="${v.replace(/[\\"\n]/g, "_")}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}
