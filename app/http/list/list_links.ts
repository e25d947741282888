import type { ListColumn } from '../../views/list/types.ts'
import type { ListQuery } from './list_query.ts'

/** Everything on a list's page that depends on its address alone, whatever the rows are. */
export interface ListLinks {
  columns: readonly ListColumn[]
}

const MOST = 100

/** Remembers the links of a list's last addresses: making them takes longer than a row. */
export function rememberLinks(make: (query: ListQuery) => ListLinks) {
  const known = new Map<string, ListLinks>()
  return (query: ListQuery): ListLinks => {
    const address = query.href()
    let links = known.get(address)
    if (!links) {
      if (known.size >= MOST) known.clear()
      known.set(address, (links = make(query)))
    }
    return links
  }
}
