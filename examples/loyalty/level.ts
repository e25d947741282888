/** The level that so many points give, if any. */
export function levelOf(points: number | null): 'bronze' | 'silver' | 'gold' | null {
  if (points === null || points <= 0) return null
  if (points >= 1000) return 'gold'
  return points >= 200 ? 'silver' : 'bronze'
}
