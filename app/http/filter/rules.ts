/** How the rules of a group are met. */
export const MATCHES = ['all', 'any', 'none'] as const
export type Match = (typeof MATCHES)[number]

/** Rules that are met together. */
export interface RuleGroup {
  kind: 'group'
  match: Match
  rules: Rule[]
}

/** One condition, as a form has it: texts, still to be understood. */
export interface RuleTerm {
  kind: 'term'
  /** `status`, or `company.industry` */
  path: string
  /** A name of `operators.ts`. */
  operator: string
  values: string[]
  /** What was typed to find a record; null where none is looked for. */
  text: string | null
}

/** A condition that the editor has no controls for: it is shown in words, kept or taken away. */
export interface KeptRule {
  kind: 'kept'
  domain: unknown[]
}

/** A filter as the editor shows it: a tree of rules. */
export type Rule = RuleGroup | RuleTerm | KeptRule

/** So deep groups lie in each other, and so many rules there are, at most. */
export const DEEPEST = 4
export const MOST_RULES = 60

/** Where a rule stands: `0` is the outermost group, `0.2` its third rule. */
export type Place = string

/** Every rule of the tree with its place, groups before what is in them. */
export function* placedRules(rule: Rule, place: Place = '0'): Generator<[Place, Rule]> {
  yield [place, rule]
  if (rule.kind !== 'group') return
  for (const [index, each] of rule.rules.entries()) yield* placedRules(each, `${place}.${index}`)
}

/** The tree with the rule at a place changed, or taken out by null. */
export function withRuleAt(rule: Rule, place: Place, change: (rule: Rule) => Rule | null): Rule {
  const [, ...steps] = place.split('.').map(Number)
  return changed(rule, steps, change) ?? rule
}

function changed(rule: Rule, steps: number[], change: (rule: Rule) => Rule | null): Rule | null {
  const [step, ...deeper] = steps
  if (step === undefined) return change(rule)
  if (rule.kind !== 'group') return rule
  const rules = rule.rules.flatMap((each, index) =>
    index === step ? (changed(each, deeper, change) ?? []) : each
  )
  return { ...rule, rules }
}
