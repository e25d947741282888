const TYPE = /^[a-z]+(\[\])?$/

/** The values of a statement, in the order of its `$1`, `$2`, … */
export class Parameters {
  readonly values: unknown[]

  /** Values that the statement has used up to here. */
  constructor(values: readonly unknown[] = []) {
    this.values = [...values]
  }

  /**
   * Keeps the value and returns its place with its PostgreSQL type: `$3::uuid[]`. The same list has
   * one place, however often it is added.
   */
  add(value: unknown, type: string): string {
    if (!TYPE.test(type)) throw new Error(`"${type}" is not the name of a type`)
    const known = Array.isArray(value) ? this.values.indexOf(value) : -1
    if (known !== -1) return `$${known + 1}::${type}`
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }
}
