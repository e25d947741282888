import { localeOf, type Formats } from './formats.ts'

/** The sign of a currency as a language writes it: "€", "$". */
export function currencySign(currency: string, language: string): string {
  const parts = new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}

/** Amounts behind the sign of their currency; cents are shown where there are any. */
export function moneyFormat(
  formats: Formats,
  currency: string,
  language: string
): (value: number) => string {
  const sign = currencySign(currency, language)
  return (value) => `${sign} ${formats.number(value, Number.isInteger(value) ? 0 : 2)}`
}
