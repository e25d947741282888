/**
 * What a behaviour keeps for this browser tab, for one user in one tenant: it stays with them,
 * whoever logs in next.
 */
export function kept(name) {
  return JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null')
}

export function keep(name, value) {
  sessionStorage.setItem(keyOf(name), JSON.stringify(value))
}

function keyOf(name) {
  return `tatami-${name} ${document.getElementById('palette')?.dataset.owner}`
}
