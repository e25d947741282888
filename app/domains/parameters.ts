const TYPE = /^[a-z]+(\[\])?$/

/** The values of a statement, in the order of its `$1`, `$2`, … */
export class Parameters {
  readonly values: unknown[]

  /** Values that the statement has used up to here. */
  constructor(values: readonly unknown[] = []) {
    this.values = [...values]
  }

  /** Keeps the value and returns its place with its PostgreSQL type: `$3::uuid[]`. */
  add(value: unknown, type: string): string {
    if (!TYPE.test(type)) throw new Error(`"${type}" is not the name of a type`)
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }
}
