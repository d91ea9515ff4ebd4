/** Calls back when the address changes without a load: by the history's own methods, or by going back and forth. Another query counts, another #place does not. */
export function watchPages(page: Window, changed: (from: string) => void): void {
  const { history, location } = page
  const here = () => location.pathname + location.search
  let seen = here()
  let url = location.href

  const look = () => page.setTimeout(() => {
    const [before, from] = [seen, url]
    seen = here()
    url = location.href
    // After the turn, so that the new page has its title.
    if (seen !== before) changed(from)
  }, 0)

  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method]
    history[method] = function changedState(this: History, ...given: Parameters<History['pushState']>) {
      original.apply(this, given)
      look()
    }
  }
  page.addEventListener('popstate', look)
}
