type Names = { regions: Record<string, string>; languages: Record<string, string>; currencies: Record<string, string> }

let names: Names = { regions: {}, languages: {}, currencies: {} }

/** Countries, languages and currencies in Georgian (CLDR 48): 9 kB that only browsers without them load. */
export async function loadGeorgianNames(): Promise<void> {
  const file = await import('./names.json')
  names = file.default
}

export const georgianName = (kind: keyof Names, code: string): string => names[kind][code] ?? code
