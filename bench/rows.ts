import { median, type Sample } from './load.ts'

/** The samples of each target, one for each round. */
export type Samples = ReadonlyMap<string, readonly Sample[]>

/** What a number has to be: at least or at most so much. Without a bar it is only told. */
interface Bar {
  least?: number
  most?: number
}

/** A target, and what it is compared with in every round. */
export interface Comparison {
  target: string
  label: string
  /** Its requests per second, divided by those of its bare counterpart. */
  bare?: Bar & { of: string }
  /** The requests per second of the administrator's list, divided by its own. */
  list?: Bar
  /** Its 95th percentile, divided by that of another target. */
  p95?: Bar & { of: string }
}

/** A line of the table. */
export interface Row {
  label: string
  sample: Sample | null
  result: string
  bar: string
  /** Null where there is no bar. */
  met: boolean | null
}

/** The target that other pages are compared with. */
export const LIST = 'list admin'

/** The line of a target: medians of its rounds, and its ratios with the bar that one of them has. */
export function pageRow(samples: Samples, { target, label, bare, list, p95 }: Comparison): Row {
  const rates = (name: string) => samples.get(name)!.map(({ rate }) => rate)
  const own = rates(target)
  const results: string[] = []
  const judged: Pick<Row, 'bar' | 'met'>[] = []
  if (list) {
    const ratios = rates(LIST).map((rate, round) => rate / own[round]!)
    results.push(`${spread(ratios)} × the administrator's list`)
    judged.push(judge(median(ratios), list))
  }
  if (bare) {
    const ratios = rates(bare.of).map((rate, round) => own[round]! / rate)
    results.push(`${spread(ratios)} of bare`)
    judged.push(judge(median(ratios), bare))
  }
  if (p95) {
    const others = samples.get(p95.of)!
    const ratios = samples.get(target)!.map((sample, round) => sample.p95 / others[round]!.p95)
    results.push(`${spread(ratios)} × the p95 among fewer`)
    judged.push(judge(median(ratios), p95))
  }
  const verdict = judged.find(({ met }) => met !== null) ?? { bar: '', met: null }
  return { label, sample: medians(samples.get(target)!), result: results.join(', '), ...verdict }
}

/** A line for a single number with its unit. */
export function figureRow(label: string, value: number, unit: string, bar: Bar): Row {
  const { bar: words, met } = judge(value, bar)
  const result = `${value < 10 ? value.toFixed(value < 3 ? 2 : 1) : Math.round(value)} ${unit}`
  return { label, sample: null, result, bar: words && `${words} ${unit}`, met }
}

function judge(value: number, { least, most }: Bar): Pick<Row, 'bar' | 'met'> {
  if (least !== undefined) return { bar: `at least ${least}`, met: value >= least }
  if (most !== undefined) return { bar: `at most ${most}`, met: value <= most }
  return { bar: '', met: null }
}

function spread(ratios: readonly number[]): string {
  const text = (value: number) => value.toFixed(2)
  return `${text(median(ratios))} (${text(Math.min(...ratios))} to ${text(Math.max(...ratios))})`
}

function medians(samples: readonly Sample[]): Sample {
  const of = (name: keyof Sample) => median(samples.map((sample) => sample[name]))
  return {
    rate: of('rate'),
    p50: of('p50'),
    p95: of('p95'),
    nodeCpu: of('nodeCpu'),
    postgresCpu: of('postgresCpu'),
  }
}
