import { Exception } from '@adonisjs/core/exceptions'

/** What stands in the way of undoing an entry. */
export interface Obstacle {
  reason:
    /** Somebody has changed the field since. */
    | 'changed'
    /** The record has been deleted since. */
    | 'gone'
    /** The record is there again. */
    | 'back'
    /** Something that is no part of the entry would be changed, too. */
    | 'also'
    /** A value that must be unique is another record's by now. */
    | 'taken'
    /** A record that is needed is not there any more. */
    | 'needed'
    /** The asker may not do this with the record. */
    | 'right'
    /** The asker may not see the field. */
    | 'field'
    /** The log does not keep secrets, so they cannot be put back. */
    | 'secret'
    /** It is about something that only its own screen may change. */
    | 'elsewhere'
    /** It is about records of locations that the asker does not see. */
    | 'hidden'
    /** It is no write, or everything is as it was already. */
    | 'nothing'
  table?: string
  recordId?: string | null
  /** The column in which they meet. */
  column?: string
  /** Who has changed it since, and when. */
  userId?: string | null
  time?: Date
}

/** An entry cannot be undone; nothing was changed. */
export class E_CANNOT_UNDO extends Exception {
  static override status = 409
  static override code = 'E_CANNOT_UNDO'
  static override message = 'This cannot be undone'
  readonly obstacles: readonly Obstacle[]

  constructor(obstacles: readonly Obstacle[]) {
    super()
    this.obstacles = obstacles
  }
}
