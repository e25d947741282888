import type { Environment } from '../../environment/environment.ts'
import { answersTo } from '../../models/answer_cache.ts'
import { Favourites } from '../favourites/favourites.ts'
import { ViewPreferences } from '../list/view_preferences.ts'

/** Reads what the asker keeps about a screen, in one round trip, where it is not remembered. */
export async function readKept(environment: Environment, screen: string) {
  const questions = [new Favourites(screen).question, new ViewPreferences(screen).question]
  await answersTo(environment, questions, (rows) => rows)
}
