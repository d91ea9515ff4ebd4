import { useFormat } from '../i18n/format.ts'

export type MoneyProps = {
  /** Millionths of the currency's unit. */
  micro: number
  currency?: string
  /** For the price of one message: digits smaller than the smallest coin. */
  precise?: boolean
}

export function Money({ micro, currency, precise }: MoneyProps) {
  return <span className="tabular">{useFormat().money(micro, currency, precise)}</span>
}
