import { DomainError } from '../../domains/errors.ts'
import {
  DEEPEST,
  MATCHES,
  MOST_RULES,
  placedRules,
  withRuleAt,
  type Match,
  type Place,
  type Rule,
  type RuleGroup,
} from './rules.ts'

/**
 * The tree of rules that a form sent: `match.0`, `field.0.1`, `operator.0.1`, `value.0.1` and so
 * on, by place. Null where the form was not sent. Throws DomainError for more than there may be.
 */
export function rulesInForm(params: URLSearchParams): RuleGroup | null {
  if (!params.has('match.0')) return null
  const group = groupAt('0', 1)
  if ([...placedRules(group)].length > MOST_RULES) {
    throw new DomainError('rules', { most: MOST_RULES })
  }
  return group

  function groupAt(place: Place, depth: number): RuleGroup {
    const rules = depth > DEEPEST ? [] : placesIn(place).flatMap((each) => ruleAt(each, depth + 1))
    return { kind: 'group', match: matchOf(params.get(`match.${place}`)), rules }
  }

  function ruleAt(place: Place, depth: number): Rule[] {
    if (params.has(`match.${place}`)) return [groupAt(place, depth)]
    const kept = params.get(`kept.${place}`)
    if (kept !== null) return [{ kind: 'kept', domain: keptDomain(kept) }]
    const path = params.get(`field.${place}`)
    if (path === null) return []
    return [
      {
        kind: 'term',
        path,
        operator: params.get(`operator.${place}`) ?? '',
        values: params.getAll(`value.${place}`),
        text: params.get(`text.${place}`),
      },
    ]
  }

  /** The places right inside a group that the form speaks about, in their order. */
  function placesIn(place: Place): Place[] {
    const inside = new RegExp(
      `^(?:match|kept|field)\\.${place.replaceAll('.', '\\.')}\\.(\\d{1,4})$`
    )
    const numbers = [...params.keys()].flatMap((name) => inside.exec(name)?.[1] ?? [])
    return [...new Set(numbers.map(Number))]
      .toSorted((one, other) => one - other)
      .map((number) => `${place}.${number}`)
  }
}

/**
 * What the pressed button does to the tree: `add:0`, `group:0`, `remove:0.1`; `field:0.1` where
 * another field was chosen, which is asked about in its own way. Places are those of the form that
 * was sent, counted without gaps.
 */
export function pressed(root: RuleGroup, action: string, firstRule: () => Rule): RuleGroup {
  const [verb, place = ''] = action.split(':')
  if (!/^0(\.\d{1,4})*$/.test(place)) return root
  const added: Record<string, () => Rule> = {
    add: firstRule,
    group: () => ({ kind: 'group', match: 'any', rules: [firstRule()] }),
  }
  if (verb === 'remove' && place !== '0') return withRuleAt(root, place, () => null) as RuleGroup
  if (verb === 'field') {
    return withRuleAt(root, place, (rule) =>
      rule.kind === 'term' ? { ...rule, operator: '', values: [], text: null } : rule
    ) as RuleGroup
  }
  const make = added[verb!]
  if (!make) return root
  return withRuleAt(root, place, (rule) =>
    rule.kind === 'group' ? { ...rule, rules: [...rule.rules, make()] } : rule
  ) as RuleGroup
}

function matchOf(given: string | null): Match {
  return MATCHES.find((match) => match === given) ?? 'all'
}

function keptDomain(text: string): unknown[] {
  try {
    const domain: unknown = JSON.parse(text)
    if (Array.isArray(domain)) return domain
  } catch {}
  throw new DomainError('ruleUnread')
}
