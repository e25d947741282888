import type { Wording } from './wording.ts'

/** What modules bring, in the order in which it is told. */
export const contributionKinds = [
  'model',
  'menu',
  'view',
  'group',
  'access',
  'rule',
  'field',
  'dashboard',
  'tile',
  'report',
  'printout',
  'job',
  'webhook',
  'extension',
  'route',
] as const
export type ContributionKind = (typeof contributionKinds)[number]

/** One thing that a contribution says, such as a column of a list. */
export interface Detail {
  /** Where it stands: `columns › phone`. */
  name: string
  /** Changes with everything that it says. */
  mark: string
  /** What it says, where that is short enough to be read. */
  text?: string
}

/** Something that a module brings, as it is kept to be compared with what another version brings. */
export interface Contribution {
  kind: ContributionKind
  /** The same in every version. */
  key: string
  /** What administrators know it by: `contacts (list)`. */
  name: string
  /** The same for other languages; where it is missing, the name is the same in all. */
  words?: Wording
  /** In the order in which they stand. */
  details: Detail[]
  /** Labels of the fields that the names of the details name. */
  labels?: Readonly<Record<string, string>>
  /** Names of the groups whose members it concerns. */
  groups?: string[]
}
