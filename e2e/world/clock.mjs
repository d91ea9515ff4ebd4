// Loaded into the product's processes by NODE_OPTIONS: business time runs ahead of or behind the machine's by as many
// milliseconds as a file says. The product itself knows nothing of it.
import fs from 'node:fs'

const file = process.env.WORLD_CLOCK
let offset = 0
const read = () => {
  try {
    offset = Number(fs.readFileSync(file, 'utf8')) || 0
  } catch {
    offset = 0
  }
}
if (file) {
  read()
  setInterval(read, 50).unref()
  const RealDate = Date
  globalThis.Date = class Date extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + offset)
      else super(...given)
    }

    static now() {
      return RealDate.now() + offset
    }
  }
}
