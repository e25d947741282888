/** How much load data is wanted, and how unevenly it is spread. */
export interface LoadWish {
  contacts: number
  tenants: number
  locations: number
  /** The first tenant gets half of everything. */
  skew: boolean
}

/** The share of a tenant's records that belongs to the whole tenant. */
const WITHOUT_LOCATION = 0.05
const LARGEST = 0.3
const SMALLEST = 0.0005

/**
 * The share of a tenant's records that each location holds, the largest first: from 30 % down to
 * 0.05 %. They add up to 95 %; the rest has no location.
 */
export function locationShares(count: number): number[] {
  const between = count - 2
  const left = 1 - WITHOUT_LOCATION - LARGEST - SMALLEST
  const steps = (between * (between + 1)) / 2
  const middle = Array.from({ length: between }, (_, index) => (left * (between - index)) / steps)
  return [LARGEST, ...middle, SMALLEST]
}

/** The number of contacts of each tenant; they add up to what is wanted. */
export function tenantCounts({ contacts, tenants, skew }: LoadWish): number[] {
  const first = skew && tenants > 1 ? Math.floor(contacts / 2) : null
  const others = first === null ? tenants : tenants - 1
  const left = contacts - (first ?? 0)
  const even = Array.from(
    { length: others },
    (_, index) => Math.floor(((index + 1) * left) / others) - Math.floor((index * left) / others)
  )
  return first === null ? even : [first, ...even]
}

/** Everything that is wrong with a wish, a sentence for each. */
export function wishFaults({ contacts, tenants, locations }: LoadWish): string[] {
  const faults: string[] = []
  const isBetween = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most
  if (!isBetween(contacts, 1, 5_000_000)) faults.push('--contacts is a number from 1 to 5000000')
  if (!isBetween(tenants, 1, 1000)) faults.push('--tenants is a number from 1 to 1000')
  if (!isBetween(locations, 6, 100)) faults.push('--locations is a number from 6 to 100')
  return faults
}
