/**
 * A reason not to go on that the person at the keyboard can act on. It is printed as one line, without a stack.
 */
export class Fault extends Error {
  /** @override */
  name = 'Fault'

  /**
   * @param {string} message
   * @param {{ details?: string[] }} [options] further lines, one fault each or the last lines of a log
   */
  constructor(message, { details = [] } = {}) {
    super(message)
    this.details = details
  }
}

const systemReasons = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOSPC: 'no space left on the disk',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
}

/**
 * The lines to print for any error: a fault's own, a sentence for what the operating system refused, else the stack,
 * because then the program is wrong and not its surroundings.
 *
 * @param {any} error
 * @returns {string[]}
 */
export function describeError(error) {
  if (error instanceof Fault) return [error.message, ...error.details]

  const reason = systemReasons[/** @type {keyof typeof systemReasons} */ (error?.code)]
  if (reason && error.path) return [`Cannot use ${error.path}: ${reason}.`]

  return [error?.stack ?? String(error)]
}
