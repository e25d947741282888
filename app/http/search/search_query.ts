import type { HttpRequest } from '@adonisjs/core/http'
import { domainFromUrl, domainToUrl } from '../../domains/url.ts'
import type { GroupTerm } from '../../models/aggregate.ts'
import { groupTerm } from '../groups/group_term.ts'
import { queryText } from './address.ts'
import type { ScreenPlan } from './screen_plan.ts'

const LONGEST_SEARCH = 200
const DEEPEST_GROUPS = 3

/** What an address may carry, whatever the view. */
export type SearchPart = 'view' | 'q' | 'filter' | 'domain' | 'group' | 'archived' | 'default'

/** A part of an address: its name, and what it says. */
type AddressPart = [name: string, value: string]

/**
 * What the address asks of a screen, in whichever view it is shown: search, filters, a domain of
 * one's own, groups, archived records. Everything about a screen is in its address, so that a link
 * shows the same to whoever may see it.
 */
export class SearchQuery<Part extends string = never> {
  /** Which view is shown; the screen's first is not named in the address. */
  readonly view: string
  readonly search: string
  /** Names of the predefined filters that are on. */
  readonly filters: readonly string[]
  /** A condition in Odoo's notation, still to be checked; empty for none. */
  readonly domain: readonly unknown[]
  /** Levels of groups, the outermost first. */
  readonly groupBy: readonly GroupTerm[]
  /** The one field that divides the records in a view that knows no levels; null in others. */
  readonly by: string | null = null
  readonly archived: boolean
  /** Whether the screen is not to open with the asker's own favourite, however little is asked. */
  readonly withoutDefault: boolean
  protected readonly plan: ScreenPlan
  #params: AddressPart[] | undefined

  /** Throws DomainError where the address carries what is no domain. */
  constructor(request: Pick<HttpRequest, 'qs'>, plan: ScreenPlan) {
    const given = request.qs() as Record<string, unknown>
    this.plan = plan
    this.view = textOf(given.view)
    this.search = textOf(given.q).trim().slice(0, LONGEST_SEARCH)
    this.filters = wordsOf(given.filter).filter((name) => Object.hasOwn(plan.search.filters, name))
    this.domain = domainFromUrl(textOf(given.domain))
    this.groupBy = wordsOf(given.group)
      .flatMap((word) => groupTermOf(word, plan))
      .slice(0, DEEPEST_GROUPS)
    this.archived = plan.hasArchive && given.archived === '1'
    this.withoutDefault = given.default === '0'
  }

  /** The address of this screen with some of its parts changed. Leads to the first page. */
  href(change: Partial<Record<SearchPart | Part, string | null>> = {}): string {
    return this.#changed({ ...change })
  }

  #changed(change: Readonly<Record<string, string | null | undefined>>): string {
    const parts = { ...Object.fromEntries(this.params()), ...change }
    const kept = Object.entries(parts).filter((part): part is AddressPart => !!part[1])
    const query = queryText(kept)
    return query ? `${this.plan.href}?${query}` : this.plan.href
  }

  /** The address of a page below this screen that is about the same records. */
  hrefTo(page: string): string {
    const { address } = this
    return `${this.plan.href}/${page}${address && `?${address}`}`
  }

  /** The list of those of the records that meet some conditions more. */
  listHref(conditions: readonly unknown[]): string {
    const own = this.ownParts().map(([name]): [string, null] => [name, null])
    const domain = [...this.domain, ...conditions]
    return this.#changed({
      ...Object.fromEntries(own),
      view: null,
      group: null,
      domain: domain.length > 0 ? domainToUrl(domain) : null,
    })
  }

  /** The same view of everything. */
  get unfilteredHref(): string {
    return this.#changed({ q: null, filter: null, domain: null, archived: null })
  }

  /** What stands after the question mark of the first page's address. */
  get address(): string {
    return queryText(this.params())
  }

  /** The parts of the address, without what only one page of it needs. */
  params(): readonly AddressPart[] {
    return (this.#params ??= this.#allParts().filter((part): part is AddressPart => !!part[1]))
  }

  #allParts(): [name: string, value: string | null][] {
    return [
      ['view', this.plan.hasView(this.view) ? this.view : null],
      ['q', this.search],
      ['filter', this.filters.join(',')],
      ['domain', this.domain.length > 0 ? domainToUrl(this.domain) : null],
      ['group', this.groupBy.map(groupWord).join(',')],
      ['archived', this.archived ? '1' : null],
      ...this.ownParts(),
      ['default', this.withoutDefault ? '0' : null],
    ]
  }

  /** What a view adds to the address. */
  protected ownParts(): [name: string, value: string | null][] {
    return []
  }
}

/** A level of groups as the address has it: `status`, `createdAt:month`. */
export function groupWord({ name, unit }: GroupTerm): string {
  return unit ? `${name}:${unit}` : name
}

/** A level of groups in the address, if the asker may group by it. */
export function groupTermOf(word: string, plan: ScreenPlan): GroupTerm[] {
  const field = plan.groupable.get(word.split(':')[0]!)
  return field ? [groupTerm(word, field)] : []
}

export function textOf(given: unknown): string {
  return typeof given === 'string' ? given.replaceAll('\0', '').toWellFormed() : ''
}

/** What is separated by commas, each once. */
export function wordsOf(given: unknown): string[] {
  return [...new Set(textOf(given).split(',').filter(Boolean))].slice(0, 50)
}
