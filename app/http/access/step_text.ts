import type { AccessStep } from '../../access/explain.ts'
import type { Translate } from '../../views/texts.ts'

const OPERATION = /^\{operation\.(\w+)\}$/

/** One step of an explanation in a sentence. */
export function stepText({ key, values }: AccessStep, t: Translate): string {
  const translated = Object.entries(values).map(([name, value]): [string, string | number] => {
    const operation = OPERATION.exec(String(value))?.[1]
    return [name, operation ? t(`ui.access.operation.${operation}`) : value]
  })
  return t(`ui.access.step.${key}`, Object.fromEntries(translated))
}
