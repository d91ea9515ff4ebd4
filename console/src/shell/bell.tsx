/** The mark: a bell in two strokes, legible at 16 px in one colour. */
export function Bell({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 32 ? 1.25 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M2 11.75C3.9 10.6 4 9 4 6.5a4 4 0 0 1 8 0c0 2.5.1 4.1 2 5.250Z" />
      <path d="M6.4 14.3q1.6 1.1 3.2 0" />
    </svg>
  )
}
