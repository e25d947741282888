import type { Environment } from '../environment/environment.ts'

const LIFETIME = 10 * 60_000
const MOST = 2_000

interface Share {
  isRare: boolean
  expires: number
}

const shares = new Map<string, Share>()

/**
 * Whether to walk a table location by location: where the asker's locations hold less than a
 * tenth of the tenant's records. Until that is known the walk by location is taken, whose cost
 * has a bound; it is found out beside the request and kept for ten minutes.
 */
export function walksByLocation(environment: Environment, table: string): boolean {
  const { locationIds, tenantId } = environment.asker
  if (!locationIds || locationIds.length === 0 || locationIds.length > 40) return false
  const key = `${tenantId} ${table} ${locationIds.join(' ')}`
  const share = shares.get(key)
  if (!share || share.expires < Date.now()) findOut(environment, table, key)
  return share?.isRare !== false
}

function findOut(environment: Environment, table: string, key: string) {
  if (shares.size >= MOST) shares.clear()
  const known = shares.get(key)
  shares.set(key, { isRare: known?.isRare ?? true, expires: Date.now() + LIFETIME })
  environment
    .aside()
    .read([{ text: 'select app.is_rare($1::regclass) as is_rare', values: [`public.${table}`] }])
    .then(([rows]) => {
      shares.set(key, { isRare: rows![0]!.is_rare === true, expires: Date.now() + LIFETIME })
    })
    .catch(() => shares.delete(key))
}
