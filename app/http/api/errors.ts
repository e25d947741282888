import { createError, Exception } from '@adonisjs/core/exceptions'
import type { KeyRefusal } from '../../identity/key_identity.ts'

/** A fault in one place of a request. */
export interface RequestFault {
  /** Name of the part of the address that is at fault. */
  parameter?: string
  /** The place in the body, as a JSON Pointer in a URI fragment: `#/email`. */
  pointer?: string
  /** The place in the domain: `[2, 0]` is the first part of the third term. */
  path?: readonly number[]
  /** A text by its key with its values, or ready words. */
  detail: { key: string; values?: Record<string, string | number> } | string
}

/** The request cannot be understood; `faults` says where and why. */
export class E_INVALID_REQUEST extends Exception {
  static override status = 422
  static override code = 'E_INVALID_REQUEST'
  static override message = 'Some parts of the request need a correction'
  readonly faults: readonly RequestFault[]

  constructor(faults: readonly RequestFault[]) {
    super()
    this.faults = faults
  }
}

/** No key, or one that lets nobody in. */
export class E_API_KEY extends Exception {
  static override status = 401
  static override code = 'E_API_KEY'
  readonly refusal: KeyRefusal | 'missing'

  constructor(refusal: KeyRefusal | 'missing') {
    super(`The API key is ${refusal}`)
    this.refusal = refusal
  }
}

/** The key was not made for this. */
export class E_API_SCOPE extends Exception {
  static override status = 403
  static override code = 'E_API_SCOPE'
  readonly scope: string

  constructor(scope: string) {
    super(`The API key lacks the scope ${scope}`)
    this.scope = scope
  }
}

/** The user of the key may not use the API, or may only read with it. */
export class E_API_ACCESS extends Exception {
  static override status = 403
  static override code = 'E_API_ACCESS'
  readonly refused: 'any' | 'write'

  constructor(refused: 'any' | 'write') {
    super(`The user of the API key lacks API access (${refused})`)
    this.refused = refused
  }
}

/** The body is of a kind that is not read here. */
export const E_NOT_JSON = createError('The body is not JSON', 'E_NOT_JSON', 415)

/** The body is no form with files. */
export const E_NOT_MULTIPART = createError('The body is no form', 'E_NOT_MULTIPART', 415)

/** A change does not say which version of the record it was made on. */
export const E_VERSION_NEEDED = createError('The version is missing', 'E_VERSION_NEEDED', 428)

/** The key, or the address that tries keys, has asked too often. */
export class E_API_LIMIT extends Exception {
  static override status = 429
  static override code = 'E_API_LIMIT'
  readonly seconds: number

  constructor(seconds: number) {
    super('Too many requests')
    this.seconds = seconds
  }
}
