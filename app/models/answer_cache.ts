import type { Rows, Statement } from '../environment/environment.ts'
import type { Listener } from '../environment/listener.ts'
import type { Scope } from '../environment/scope.ts'

const LIFETIME = 30_000
/** For answers that depend on nothing but their table and who asks. */
const LONG_LIFETIME = 600_000

interface Entry<Answer> {
  answer: Answer
  expires: number
}

/** What is known of the answer to something. */
export interface Memory<Answer> {
  /** The answer, if it is remembered. */
  readonly known: Answer | undefined
  /** Remembers the answer, unless somebody has written to the table since it was asked for. */
  remember(answer: Answer): void
}

/** Something that is asked of the database, and what is known of the answer. */
export interface Question<Answer> extends Memory<Answer> {
  readonly statement: Statement
}

/**
 * Answers that cost more than the page that shows them, remembered for a while: numbers of
 * records, the records that a drop-down list offers, favourite searches, preferences of views. The
 * key holds everything that an answer depends on: the statement with its values, the tenant, the
 * user and the locations. A write forgets the answers about its table, in every process; see
 * `hearOfWrites`.
 */
export class AnswerCache<Answer> {
  #places = new Map<string, Map<string, Entry<Answer>>>()
  #count = 0
  #most: number
  #lifetime: number

  /** `most` answers are kept at once, for so many milliseconds. */
  constructor(most: number, lifetime = LIFETIME) {
    this.#most = most
    this.#lifetime = lifetime
  }

  /** Asks about a table, within a scope. */
  ask(scope: Scope, table: string, statement: Statement): Question<Answer> {
    const { text, values } = statement
    return { statement, ...this.askAs(scope, table, JSON.stringify([text, values])) }
  }

  /** The same by a name, which stands for one statement with its values within the scope. */
  askAs({ tenantId, userId, locationIds }: Scope, table: string, name: string): Memory<Answer> {
    const place = placeOf(tenantId, table)
    const answers = this.#answersAt(place)
    const key = `${userId} ${locationIds?.join()} ${name}`
    const entry = answers.get(key)
    return {
      known: entry && entry.expires > Date.now() ? entry.answer : undefined,
      remember: (answer) => {
        if (this.#places.get(place) !== answers) return
        while (this.#count >= this.#most) this.#forgetOldest()
        const kept = this.#answersAt(place)
        if (!kept.has(key)) this.#count += 1
        kept.set(key, { answer, expires: Date.now() + this.#lifetime })
      },
    }
  }

  /** Forgets what is known about a table of one tenant, or of all. */
  forget(tenantId: string | null, table: string) {
    if (tenantId !== null) return this.#forgetPlace(placeOf(tenantId, table))
    const ofAnyTenant = placeOf('', table)
    for (const place of this.#places.keys()) {
      if (place.startsWith(ofAnyTenant)) this.#forgetPlace(place)
    }
  }

  clear() {
    this.#places.clear()
    this.#count = 0
  }

  #answersAt(place: string): Map<string, Entry<Answer>> {
    let answers = this.#places.get(place)
    if (!answers) {
      if (this.#places.size >= this.#most) this.#forgetOldest()
      this.#places.set(place, (answers = new Map()))
    }
    return answers
  }

  /** Makes room: a page remembers what it asks about several tables. */
  #forgetOldest() {
    const [oldest] = this.#places.keys()
    this.#forgetPlace(oldest!)
  }

  #forgetPlace(place: string) {
    this.#count -= this.#places.get(place)?.size ?? 0
    this.#places.delete(place)
  }
}

/**
 * The answers to questions, in their order: what is not known is read in one round trip and
 * remembered. `read` takes an answer out of the rows of its statement.
 */
export async function answersTo<Answer>(
  environment: { read(statements: Statement[]): Promise<Rows[]> },
  questions: readonly Question<Answer>[],
  read: (rows: Rows) => Answer
): Promise<Answer[]> {
  const open = questions.filter(({ known }) => known === undefined)
  const answers =
    open.length > 0 ? await environment.read(open.map(({ statement }) => statement)) : []
  const found = new Map(open.map((question, index) => [question, read(answers[index]!)]))
  for (const [question, answer] of found) question.remember(answer)
  return questions.map((question) => question.known ?? found.get(question)!)
}

/** The number in the answer to a statement that counts. */
export function countIn([row]: Rows): number {
  return Number(row!.count)
}

/** Numbers of records. */
export const counts = new AnswerCache<number>(5_000)

/** Records that drop-down lists offer. */
export const offers = new AnswerCache<Rows>(500)

/** Sums of all the records that a list asks for. */
export const sums = new AnswerCache<Rows>(2_000)

/** How much waits for somebody, as every page shows it. */
export const tallies = new AnswerCache<number>(5_000)

/** The favourite searches of a user for a screen, with the one that it opens with. */
export const favourites = new AnswerCache<Rows>(5_000, LONG_LIFETIME)

/** How a user has arranged the list of a screen. */
export const viewPreferences = new AnswerCache<Rows>(5_000, LONG_LIFETIME)

/** The reports that a user may open. */
export const reports = new AnswerCache<Rows>(5_000, LONG_LIFETIME)

const caches = [counts, offers, sums, tallies, favourites, viewPreferences, reports]

/** Forgets what is known about a table of one tenant, or of all. */
export function forgetAnswers(tenantId: string | null, table: string) {
  const asked = table === 'favourite_defaults' ? 'favourites' : table
  for (const cache of caches) cache.forget(tenantId, asked)
}

/** Forgets what others write: every tenant table says so when a transaction commits. */
export function hearOfWrites(listener: Listener) {
  listener.on('tatami_written', {
    hear: (payload) => {
      const [tenantId, table] = payload.split(' ') as [string, string]
      forgetAnswers(tenantId === '*' ? null : tenantId, table)
    },
    missed: () => caches.forEach((cache) => cache.clear()),
  })
}

function placeOf(tenantId: string, table: string): string {
  return `${table} ${tenantId}`
}
