import { payloadLimit } from './settings.ts'
import { E_JOB_PAYLOAD } from './errors.ts'

/**
 * The payload as JSON. Throws E_JOB_PAYLOAD here, where it was enqueued, for whatever would be
 * lost on the way (a Date, a Map, NaN) or would break the transaction at its end (NUL).
 */
export function encodePayload(name: string, payload: unknown): string {
  const fault = faultOf(payload, 'payload', new Set())
  if (fault) throw new E_JOB_PAYLOAD([name, fault])
  const json = JSON.stringify(payload)
  const size = Buffer.byteLength(json)
  if (size > payloadLimit) {
    const limit = payloadLimit / 1024
    throw new E_JOB_PAYLOAD([
      name,
      `it has ${size} bytes, more than ${limit} kB: pass ids, not data`,
    ])
  }
  return json
}

function faultOf(value: unknown, path: string, above: Set<object>): string | null {
  switch (typeof value) {
    case 'boolean':
      return null
    case 'number':
      return Number.isFinite(value) ? null : `${path} is ${value}`
    case 'string':
      if (value.includes('\0')) return `${path} contains a NUL character`
      return value.isWellFormed() ? null : `${path} is not well-formed Unicode`
    case 'object':
      return value === null ? null : faultInside(value, path, above)
    default:
      return `${path} is ${typeof value}`
  }
}

/** `above` holds the objects that this one lies in. */
function faultInside(value: object, path: string, above: Set<object>): string | null {
  const prototype = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    return `${path} is a ${value.constructor?.name ?? 'class instance'}`
  }
  if (above.has(value)) return 'it refers to itself'
  const within = new Set(above).add(value)
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined && !Array.isArray(value)) continue
    const innerPath = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`
    const fault = faultOf(key, `a key of ${path}`, within) ?? faultOf(inner, innerPath, within)
    if (fault) return fault
  }
  return null
}
