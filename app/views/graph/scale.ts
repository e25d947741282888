/** A scale of figures: from its least to its greatest, with the figures at its grid lines. */
export interface Scale {
  least: number
  greatest: number
  ticks: number[]
  /** Where a figure lies, from 0 at the least to 1 at the greatest. */
  at(value: number): number
}

const LINES = 4

/** A scale with at most four steps of 1, 2, 2.5 or 5 that holds zero and all the values. */
export function scaleOf(values: readonly number[]): Scale {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const step = stepOf((high - low || 1) / LINES)
  const least = Math.floor(low / step) * step
  const greatest = Math.max(Math.ceil(high / step) * step, least + step)
  const count = Math.round((greatest - least) / step)
  const ticks = Array.from({ length: count + 1 }, (_, index) => round(least + index * step))
  return { least, greatest, ticks, at: (value) => (value - least) / (greatest - least) }
}

function stepOf(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10
  return factor * power
}

/** Without the last digits that adding fractions leaves. */
function round(value: number): number {
  return Number(value.toPrecision(12))
}

/** The bottoms and tops of values that stand on top of each other; negative ones hang below zero. */
export function stacked(values: readonly (number | null)[]): [from: number, to: number][] {
  let above = 0
  let below = 0
  return values.map((given) => {
    const value = given ?? 0
    if (value < 0) return [below, (below += value)]
    return [above, (above += value)]
  })
}

/** A figure as an attribute, to the thousandth. */
export function figure(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
