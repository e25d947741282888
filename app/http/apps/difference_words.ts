import english from '../../../resources/lang/en/apps.json' with { type: 'json' }
import { BETWEEN } from '../../modules/contributions/labels.ts'
import { wordsOf } from '../../modules/operations/plan_lines.ts'
import type { Change, Difference } from '../../modules/operations/operation.ts'
import type { Term } from '../../modules/terms.ts'
import type { Translate } from '../../views/texts.ts'

/** Says what of something changes in the language of the reader: `Columns › Price`. */
export class DifferenceTeller {
  #labels: Readonly<Record<string, string>>
  #term: Term
  #t: Translate

  constructor({ labels = {} }: Pick<Change, 'labels'>, term: Term, t: Translate) {
    this.#labels = labels
    this.#term = term
    this.#t = t
  }

  name({ name }: Pick<Difference, 'name'>): string {
    return name
      .split(BETWEEN)
      .map((part) => this.#part(part))
      .join(BETWEEN)
  }

  /** What it said and says; what is no declared text stays as it is. */
  words({ before, after }: Difference): string {
    return wordsOf(before && this.#value(before), after && this.#value(after))
  }

  #part(part: string): string {
    const [, whole, inBrackets] = /^(.+) \((\w+)\)$/.exec(part) ?? []
    if (whole && inBrackets) return `${this.#part(whole)} (${this.#view(inBrackets)})`
    const [, repeated, number] = /^(.+) (\d+)$/.exec(part) ?? []
    if (repeated && number) return `${this.#part(repeated)} ${number}`
    const label = Object.hasOwn(this.#labels, part) ? this.#labels[part]! : null
    if (label !== null) return this.#term(label)
    return this.#known(`path.${part}`) ?? this.#known(`right.${part}`) ?? this.#term(part)
  }

  #value(text: string): string {
    return this.#known(`path.${text}`) ?? this.#term(text)
  }

  #view(name: string): string {
    return this.#known(`view.${name}`) ?? name
  }

  /** A text of the host, where there is one of this key. */
  #known(key: string): string | null {
    return Object.hasOwn(english, key) ? this.#t(`apps.${key}`) : null
  }
}
