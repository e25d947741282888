/** The level that so many points give, if any. */
export function levelOf(points: number | null): 'bronze' | 'silver' | 'gold' | null {
  if (points === null || points <= 0) return null
  if (points >= 1000) return 'gold'
  return points >= 200 ? 'silver' : 'bronze'
}

/** So many points are missing to the next level; none where there is no higher one. */
export function missingPoints(points: number | null): number | null {
  const held = points ?? 0
  const next = [1, 200, 1000].find((least) => least > held)
  return next === undefined ? null : next - held
}
