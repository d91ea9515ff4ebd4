import { useEffect, useState } from 'react'

let speak: (text: string) => void = () => {}

/** Says something to people who listen rather than look. */
export const announce = (text: string): void => speak(text)

export function LiveRegion() {
  const [text, setText] = useState('')
  useEffect(() => {
    speak = (next) => {
      // The same words twice in a row are only spoken again when the region was emptied between.
      setText('')
      requestAnimationFrame(() => setText(next))
    }
    return () => {
      speak = () => {}
    }
  }, [])
  return (
    <div aria-live="polite" aria-atomic className="visually-hidden">
      {text}
    </div>
  )
}
