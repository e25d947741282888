import { DateTime } from 'luxon'
import { Tag } from '#modules/base/models/tag'
import type { Random } from './random.ts'

/** A moment in office hours of the past 300 days; recent days are the more frequent ones. */
export function pastMoment(random: Random): DateTime {
  const daysAgo = Math.floor(300 * random.next() ** 1.6)
  const moment = DateTime.utc()
    .startOf('day')
    .minus({ days: daysAgo + 1 })
  return moment.plus({ minutes: random.integer(7 * 60, 18 * 60) })
}

/** The tags of these names, made where they are missing, by name. */
export async function tagsNamed(names: readonly string[]): Promise<Map<string, Tag>> {
  const found = await Tag.query().whereIn('name', [...names])
  const tags = new Map(found.map((tag) => [tag.name, tag]))
  for (const name of names) {
    if (!tags.has(name)) tags.set(name, await Tag.create({ name }))
  }
  return tags
}

const LETTERS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'o',
  ı: 'i',
  ł: 'l',
  æ: 'ae',
}

/** The text as it stands in an e-mail address: a-z, 0-9 and hyphens. */
export function addressable(text: string): string {
  return text
    .toLowerCase()
    .replace(/[äöüßøıłæ]/g, (letter) => LETTERS[letter]!)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9 -]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-')
}
