/** What a bench brings back: its own figures, those of the anchor that ran beside it, and the ratio that counts. */
export type Result = { figures: Record<string, number>; anchor?: Record<string, number>; ratio?: number }
export type Bench = { name: string; what: string; /** the ratio or figure to reach, and the one that is wanted */ goal: string; run(): Promise<Result> }

export const quantile = (values: number[], q: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * q)]!
const median = (values: number[]) => quantile(values, 0.5)

function medians(results: (Record<string, number> | undefined)[]): Record<string, number> {
  const names = Object.keys(results[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, median(results.map((each) => each![name]!))]))
}

/** Runs it `times` times, the anchor beside it each time, and takes the median of every figure. */
export async function repeat(bench: Bench, times: number): Promise<Result> {
  const results: Result[] = []
  for (let n = 0; n < times; n += 1) results.push(await bench.run())
  const ratios = results.flatMap(({ ratio }) => (ratio === undefined ? [] : [ratio]))
  return {
    figures: medians(results.map(({ figures }) => figures)),
    ...(results[0]!.anchor ? { anchor: medians(results.map(({ anchor }) => anchor)) } : {}),
    ...(ratios.length > 0 ? { ratio: median(ratios) } : {}),
  }
}

const show = (figures: Record<string, number>) => Object.entries(figures).map(([name, value]) => `${name} ${value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3))}`).join(', ')

export function print(bench: Bench, result: Result): void {
  console.log(`${bench.name}: ${show(result.figures)}${result.anchor ? ` | anchor: ${show(result.anchor)}` : ''}${result.ratio === undefined ? '' : ` | ratio ${result.ratio.toFixed(3)}`} | goal: ${bench.goal}`)
}
