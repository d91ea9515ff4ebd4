import { Fragment, type ReactNode } from 'react'
import classes from './frame.module.css'

/** Telegram's markup as a phone shows it. Whatever is not plain emphasis or a link stays text. */
function fromHtml(node: Node, key = 0): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  const inside = [...node.childNodes].map((child, index) => <Fragment key={index}>{fromHtml(child)}</Fragment>)
  switch (node.nodeName) {
    case 'B':
    case 'STRONG':
      return <strong key={key}>{inside}</strong>
    case 'I':
    case 'EM':
      return <em key={key}>{inside}</em>
    case 'A':
      return (
        <span key={key} className={classes.link}>
          {inside}
        </span>
      )
    default:
      return inside
  }
}

const marks = /(\*[^*\n]+\*|_[^_\n]+_|https?:\/\/[^\s)\]]+)/g

/** Stars and underscores of Viber and WhatsApp as emphasis, addresses as links. */
function fromStars(text: string): ReactNode {
  return text.split(marks).map((part, index) => {
    if (index % 2 === 0) return part
    if (part.startsWith('*')) return <strong key={index}>{part.slice(1, -1)}</strong>
    if (part.startsWith('_')) return <em key={index}>{part.slice(1, -1)}</em>
    return (
      <span key={index} className={classes.link}>
        {part}
      </span>
    )
  })
}

export function Rich({ medium, text, html }: { medium: string; text: string; html?: string | undefined }) {
  if (html) return fromHtml(new DOMParser().parseFromString(html, 'text/html').body)
  if (medium === 'viber' || medium === 'whatsapp') return fromStars(text)
  return text
}
