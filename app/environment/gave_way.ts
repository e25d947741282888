/** A lock that was not to be had, and a deadlock. */
const GIVES_WAY = ['55P03', '40P01']

/** Whether a statement gave way to somebody who held what it needed, so that it may be tried again. */
export function gaveWay(error: unknown): boolean {
  return GIVES_WAY.includes((error as { code?: string }).code ?? '')
}
