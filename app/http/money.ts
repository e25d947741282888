import { localeOf, type Formats } from './formats.ts'

/** The sign of a currency as a language writes it: "€", "$". */
export function currencySign(currency: string, language: string): string {
  return partsOf(currency, language).find(isSign)?.value ?? currency
}

/** Amounts with the sign of their currency where the language has it; cents where there are any. */
export function moneyFormat(
  formats: Formats,
  currency: string,
  language: string
): (value: number) => string {
  const sign = currencySign(currency, language)
  const isLast = partsOf(currency, language).findIndex(isSign) > 0
  return (value) => {
    const number = formats.number(value, Number.isInteger(value) ? 0 : 2)
    return isLast ? `${number} ${sign}` : `${sign} ${number}`
  }
}

function partsOf(currency: string, language: string) {
  const format = new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
  return format.formatToParts(0)
}

function isSign({ type }: Intl.NumberFormatPart): boolean {
  return type === 'currency'
}
