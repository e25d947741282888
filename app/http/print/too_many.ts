import { Exception } from '@adonisjs/core/exceptions'

/** More records than can be printed at once. */
export class E_TOO_MANY_TO_PRINT extends Exception {
  static override status = 422
  static override code = 'E_TOO_MANY_TO_PRINT'
  /** What was to be printed: rows of a list, or sheets of records. */
  readonly what: 'rows' | 'sheets'
  /** So many can be. */
  readonly most: number

  constructor(what: 'rows' | 'sheets', most: number) {
    super(`Up to ${most} ${what} can be printed at once`)
    this.what = what
    this.most = most
  }
}
