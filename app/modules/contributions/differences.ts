import type { Change, Difference } from '../operations/operation.ts'
import { GRANTED, INCLUDES } from './access_contributions.ts'
import { contributionKinds, type Contribution, type Detail } from './contribution.ts'

type Told = Omit<Change, 'module'> & Pick<Contribution, 'kind'>

/** What comes, changes and goes from one version to the next. */
export function contributionChanges(
  before: readonly Contribution[],
  after: readonly Contribution[]
): Told[] {
  const old = byKey(before)
  const now = byKey(after)
  const changed = after.flatMap((contribution): Told[] => {
    const known = old.get(keyOf(contribution))
    if (!known) return [told(contribution, 'added')]
    const differences = differencesOf(known.details, contribution.details)
    if (differences.length === 0) return []
    const groups = groupsOf(known, contribution, differences)
    const labels = { ...known.labels, ...contribution.labels }
    return [{ ...told(contribution, 'changed'), ...(groups && { groups }), differences, labels }]
  })
  const gone = before.filter((contribution) => !now.has(keyOf(contribution)))
  const all = [...changed, ...gone.map((contribution) => told(contribution, 'removed'))]
  return contributionKinds.flatMap((kind) => all.filter((each) => each.kind === kind))
}

/** A contribution as a line of a plan. */
export function told({ kind, name, words, groups }: Contribution, effect: Change['effect']): Told {
  return {
    kind,
    name,
    effect,
    ...(words !== undefined && { words }),
    ...(groups && groups.length > 0 && { groups }),
  }
}

/** Those whose members gain or lose something: undefined where that are none, or all. */
function groupsOf(
  before: Contribution,
  { kind, groups: now = [] }: Contribution,
  differences: readonly Difference[]
): string[] | undefined {
  const old = before.groups ?? []
  const all = [...new Set([...old, ...now])]
  switch (kind) {
    case 'field':
      return all.filter((name) => !old.includes(name) || !now.includes(name))
    case 'group': {
      const granted = differences.filter(({ name }) => name.startsWith(GRANTED))
      const included = differences.some(({ name }) => name.startsWith(INCLUDES))
      return [...granted.map(({ name }) => name.slice(GRANTED.length)), ...(included ? now : [])]
    }
    default:
      return all
  }
}

function differencesOf(before: readonly Detail[], after: readonly Detail[]): Difference[] {
  const old = numbered(before)
  const now = numbered(after)
  const differences: Difference[] = []
  for (const [name, { mark, text }] of now) {
    const known = old.get(name)
    if (!known) differences.push({ name, effect: 'added', ...spoken(undefined, text) })
    else if (known.mark !== mark) {
      differences.push({ name, effect: 'changed', ...spoken(known.text, text) })
    }
  }
  for (const [name, { text }] of old) {
    if (!now.has(name)) differences.push({ name, effect: 'removed', ...spoken(text, undefined) })
  }
  return [...differences, ...moved(old, now)]
}

/** What both versions have, and in another order. */
function moved(old: ReadonlyMap<string, Detail>, now: ReadonlyMap<string, Detail>): Difference[] {
  const stayed = [...old.keys()].filter((name) => now.has(name))
  const places = [...now.keys()].filter((name) => old.has(name))
  const isMoved = stayed.some((name, place) => places[place] !== name)
  return isMoved ? [{ name: 'sequence', effect: 'changed' }] : []
}

function spoken(before: string | undefined, after: string | undefined) {
  if (before === after) return {}
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
}

/** Details by their names; of those with the same name, the later ones are numbered. */
function numbered(details: readonly Detail[]): Map<string, Detail> {
  const found = new Map<string, Detail>()
  for (const each of details) {
    let { name } = each
    for (let number = 2; found.has(name); number++) name = `${each.name} ${number}`
    found.set(name, each)
  }
  return found
}

function byKey(contributions: readonly Contribution[]): Map<string, Contribution> {
  return new Map(contributions.map((each) => [keyOf(each), each]))
}

function keyOf({ kind, key }: Contribution): string {
  return `${kind} ${key}`
}
