import { createElement, type FormEvent, type ReactElement, useState } from 'react'
import { ApiError, type FieldError } from '../api.ts'
import { announce } from '../shell/live-region.tsx'
import { SaidWords, useSaid } from './said.tsx'

type Errors = Record<string, FieldError>

/** `/addresses/0/phone` → `addresses.0.phone` (RFC 6901). */
export const fieldOf = (pointer: string): string =>
  pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')

/** The server's complaints by field; what belongs to none of `names` is left for the note above the form. */
export function formErrors(error: unknown, names: readonly string[]): { fields: Errors; rest: unknown } {
  if (!(error instanceof ApiError) || error.errors.length === 0) return { fields: {}, rest: error }
  const fields: Errors = {}
  let other = false
  for (const each of error.errors) {
    const name = fieldOf(each.pointer)
    if (names.includes(name)) fields[name] = each
    else other = true
  }
  return { fields, rest: other ? error : null }
}

/** A Select carries its name on a hidden field that follows what is seen. */
function focusField(form: HTMLFormElement, name: string): void {
  const field = form.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)
  const seen = field?.type === 'hidden' ? field.previousElementSibling?.querySelector('input') : field
  seen?.focus()
}

export type Form<Values> = {
  values: Values
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void
  /** Props of a text field. */
  text: (name: keyof Values & string) => {
    name: string
    value: string
    error: ReactElement | undefined
    onChange: (event: { currentTarget: { value: string } }) => void
  }
  /** Props of a Mantine Select. */
  choice: (name: keyof Values & string) => {
    name: string
    value: string
    error: ReactElement | undefined
    onChange: (value: string | null) => void
  }
  error: (name: string) => ReactElement | undefined
  /** What belongs to no field: for <ErrorNote error={…} />. */
  problem: unknown
  busy: boolean
  dirty: boolean
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  reset: (values: Values) => void
}

/**
 * A form's values and the server's answers to them. `save` throws ApiError; its pointers land at the fields, and the focus
 * at the first of these.
 */
export function useForm<Values extends Record<string, unknown>>(
  initial: Values,
  save: (values: Values) => Promise<unknown>,
): Form<Values> {
  const [start, setStart] = useState(initial)
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const inWords = useSaid()
  const error = (name: string) => errors[name] && createElement(SaidWords, { said: errors[name] })

  const set: Form<Values>['set'] = (name, value) => {
    setValues((before) => ({ ...before, [name]: value }))
    setErrors(({ [name as string]: _mended, ...others }) => others)
  }
  const submit = async (form: HTMLFormElement) => {
    setBusy(true)
    setErrors({})
    setProblem(null)
    try {
      await save(values)
      setStart(values)
    } catch (failure) {
      const { fields, rest } = formErrors(failure, Object.keys(values))
      setErrors(fields)
      setProblem(rest)
      const first = Object.keys(fields)[0]
      if (first) {
        announce(inWords(fields[first]!).words)
        focusField(form, first)
      }
    } finally {
      setBusy(false)
    }
  }

  return {
    values,
    set,
    text: (name) => ({
      name,
      value: String(values[name] ?? ''),
      error: error(name),
      onChange: (event) => set(name, event.currentTarget.value as Values[typeof name]),
    }),
    choice: (name) => ({
      name,
      value: String(values[name] ?? ''),
      error: error(name),
      onChange: (value) => {
        if (value !== null) set(name, value as Values[typeof name])
      },
    }),
    error,
    problem,
    busy,
    dirty: JSON.stringify(values) !== JSON.stringify(start),
    onSubmit: (event) => {
      event.preventDefault()
      if (!busy) void submit(event.currentTarget)
    },
    reset: (next) => {
      setStart(next)
      setValues(next)
      setErrors({})
      setProblem(null)
    },
  }
}
