import fs from 'node:fs'
import path from 'node:path'

/** The folder of the whole project, found upwards: this file lies at different depths as a source and within what was built of it. */
export const ROOT = ((): string => {
  let folder = import.meta.dirname
  while (!fs.existsSync(path.join(folder, 'server/migrations'))) {
    const above = path.dirname(folder)
    if (above === folder) throw new Error(`The folder server/migrations is not above ${import.meta.dirname}. Bring the whole project.`)
    folder = above
  }
  return folder
})()
