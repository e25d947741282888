import { Exception } from '@adonisjs/core/exceptions'
import type { Saying } from '../../domains/errors.ts'
import { inEnglish, reason, reasons } from '../../domains/reasons.ts'
import type { OperationKind } from './operation.ts'

/** What keeps an operation from being done: in English as its message, for pages as a saying. */
abstract class Refusal extends Exception {
  readonly saying: Saying

  constructor(saying: Saying) {
    super(inEnglish(saying))
    this.saying = saying
  }
}

/** An operation that cannot be done, with every reason. */
export class E_CANNOT_OPERATE extends Refusal {
  static override status = 422
  static override code = 'E_CANNOT_OPERATE'

  constructor(...why: readonly Saying[]) {
    super(reasons(why))
  }
}

/** The statements are not those that were planned; nothing was changed. */
export class E_PLAN_CHANGED extends Refusal {
  static override status = 409
  static override code = 'E_PLAN_CHANGED'

  constructor(number: number, planned: Saying | string, now: Saying | string) {
    super(reason('planChanged', { number, planned, now }))
  }
}

/** There is no plan with this digest. */
export class E_NO_SUCH_PLAN extends Refusal {
  static override status = 404
  static override code = 'E_NO_SUCH_PLAN'

  constructor(digest: string) {
    super(reason('noSuchPlan', { digest }))
  }
}

/** Somebody else is at it. */
export class E_OPERATION_UNDER_WAY extends Refusal {
  static override status = 409
  static override code = 'E_OPERATION_UNDER_WAY'

  constructor() {
    super(reason('operationUnderWay'))
  }
}

/** Something uses a module that is to go, and does not end. */
export class E_STILL_IN_USE extends Refusal {
  static override status = 409
  static override code = 'E_STILL_IN_USE'

  constructor(by: Saying | string) {
    super(reason('stillInUse', { by }))
  }
}

/** That an operation cannot be done with a module, and the cause. */
export function cannot(kind: OperationKind, module: string, cause: Saying | string): Saying {
  return reason(`cannot.${kind}`, { module, cause })
}
